package io.nightdesk.order;

import java.util.Locale;

/** The status of an order, with the words that a customer reads. */
public enum OrderStatus {
    UNPAID("待付款", "waiting for payment"),
    PAID("已付款，正在备货", "paid and being prepared"),
    SHIPPED("已发货，正在配送途中", "shipped and on its way"),
    DELIVERED("已签收", "delivered"),
    CANCELLED("已取消", "cancelled"),
    REFUNDING("退款处理中", "being refunded"),
    REFUNDED("已退款", "refunded");

    private final String chinese;
    private final String english;

    OrderStatus(String chinese, String english) {
        this.chinese = chinese;
        this.english = english;
    }

    /** The words for a customer: English if {@code language} is English, else Chinese. */
    public String in(Locale language) {
        return language.equals(Locale.ENGLISH) ? english : chinese;
    }
}
