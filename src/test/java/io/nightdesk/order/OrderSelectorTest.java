package io.nightdesk.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightdesk.Seed;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which of their orders customers mean. */
final class OrderSelectorTest {

    private static final String LATEST = "NM2026112500002";
    private static final String OLD = "NM2026110100012";
    private static final String HYPHENS = "A-2026-774417";

    /** The newest first. */
    private static final List<Order> OWN =
            List.of(order(LATEST, null), order(OLD, "SF5512345001"), order(HYPHENS, "JDVA20391847561"));

    private static Order order(String number, @Nullable String tracking) {
        return new Order(
                number, "10001", OrderStatus.SHIPPED, Optional.empty(), Optional.ofNullable(tracking), Instant.EPOCH);
    }

    private static OrderSelection select(String text, String attached, List<Order> own) {
        return OrderSelector.select(new OrderQuery("10001", text, attached), own);
    }

    private static List<String> numbers(OrderSelection selection) {
        return selection.orders().stream().map(Order::number).toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NM2026110100012",
                "nm2026110100012到哪了",
                "ＮＭ２０２６１１０１０００１２到哪了",
                "订单NM2026110100012到哪了",
                "单号：NM2026110100012。",
                "#NM2026110100012",
                "（NM2026110100012）",
                "【NM2026110100012】",
                "“NM2026110100012”",
                "Where is NM2026110100012?",
                "orderNM2026110100012",
                "order_NM2026110100012",
                "order-nm2026110100012",
                "NM2026110100012please",
                "NM2026110100012x2",
                "NM 2026 110 100012 到哪了",
                "NM 2026 1101 00012 到哪了",
                "NM 2026110100012 到哪了",
                "NM 2026 11 01 00012",
                "where is NM 2026 1101 00012 please",
                "NM\u30002026\u30001101\u300000012",
                "NM\u00a02026\u202f1101\u200900012",
                "NM-2026-1101-00012",
                "NM\u20112026\u22121101\u201300012",
                "NM\uff0d2026\u2014110100012",
                "NM_2026_110100012",
                "NM.2026.1101.00012",
                "NM/2026/1101/00012",
                "NM:2026110100012",
                "NM：2026110100012",
                "NM（2026）110100012",
                "NM\n2026110100012",
                "NM20\u00ad26110100012",
                "NM20\u200b26\u200d110\u2060100012\ufeff",
                "NM20\ufe0f26110100012",
                "NM20\u202e26110100012",
                "NM2026\u3164110100012",
                "NM2026\u2800110100012",
                "NM٢٠٢٦١١٠١٠٠٠١٢",
                "-NM2026110100012-到哪了",
                "—NM2026110100012——到哪了",
                "NM2026110100012-到哪了",
                "①NM2026110100012",
                "1️⃣NM2026110100012",
                "1. NM2026110100012",
                "2026-11-01下单的NM2026110100012到哪了",
                "电话13800138000，NM2026110100012",
                "NM2026110100012 2件",
                "NM 2026 1101 00012 2件",
                "买了2件 NM 2026 1101 00012",
                "iPhone 15 NM2026110100012",
                "手机NM2026110100012到哪了",
                "https://shop.example/orders/NM2026110100012?x=1",
                "SF5512345001到哪了",
                "快递SF 5512 345 001",
                "sf-5512345001",
            })
    void findsTheOrderHoweverItsNumberIsWritten(String text) {
        // When
        OrderSelection selection = select(text, LATEST, OWN);

        // Then
        assertThat(numbers(selection)).containsExactly(OLD);
        assertThat(selection.incomplete()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A-2026-774417",
                "A\u20112026\u2011774417到哪了",
                "A\u22122026\u2212774417到哪了",
                "A2026774417",
                "A 2026 774417",
                "a 2026-774417",
                "A—2026—774417",
                "A-2026-77-44-17",
            })
    void findsANumberWithHyphens(String text) {
        assertThat(numbers(select(text, "", OWN))).containsExactly(HYPHENS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "到哪了",
                "2026-11-28买的到哪了",
                "2026年11月28日买的",
                "11月28号买的",
                "20261128买的",
                "28112026 买的",
                "202611买的",
                "11/28买的",
                "2026/11/28 10:30:05 买的",
                "2026-11-01T10:30买的 到哪了",
                "2026-11-01T10:30:00+08:00",
                "28.11.2026",
                "11/28/2026",
                "01-11-2026买的到哪了",
                "2026 11 28 买的",
                "28 Nov 2026",
                "28NOV2026",
                "November 28th, 2026",
                "2026-11-01~2026-11-05",
                "20261101-20261105",
                "２０２６－１１－２８买的",
                "13800138000",
                "138-0013-8000",
                "138 0013 8000",
                "+8613800138000",
                "+86 138 0013 8000",
                "8613800138000",
                "(+86)138-0013-8000",
                "到哪了 座机021-12345678",
                "(021) 12345678",
                "0755-12345678转801",
                "02112345678",
                "打400-888-8888没人接 到哪了",
                "座机 12345678",
                "+1 212 555 0199",
                "到哪了 身份证11010119900101123X",
                "110101199001011234",
                "身份证号：110101 19900101 1234",
                "¥199.00 到哪了",
                "￥1,299",
                "1,299,000",
                "199元的",
                "12345678元",
                "iPhone 15",
                "iPhone 15 Pro Max 256GB",
                "RTX4090",
                "RTX 4090 24GB 2023",
                "3件",
                "10:30下单的",
                "邮编518000",
                "会员号88776655",
                "QQ 123456789",
                "国药准字H20123456 到哪了",
                "12345678@qq.com",
                "https://item.example.com/100012043978.html 这个到哪了",
                "验证码 123456",
                "2026",
                "prescription",
                "20261128103005下单的",
                "202611281030",
                "138.0013.8000",
                "138_0013_8000",
                "138xxxx8000",
                "手机尾号8000",
                "尾号8000的手机",
                "(212) 555-0199",
                "212-555-0199",
                "1-800-555-0199",
                "港澳通行证C12345678",
                "信用卡4111111111111111",
                "银行卡6222-0212-3456-7890",
                "税号91110000600037341L",
                "统一社会信用代码：91110000600037341L",
                "12345678円",
                "12345678日元",
                "i7-13700K",
                "XPS13-9340",
                "RTX4090-24G",
                "RTX4090Ti16GB",
                "1920x1080",
                "商品编号100012043978",
                "商品ID 12345678901",
                "69码6901234567890",
                "ISBN 978-7-111-11111-1",
                "卫妆准字29-XK-123456",
                "国妆特字G20201234",
                "IMEI：356789012345678",
                "SN: ABC1234567890",
                "微信号abc12345678",
                "QQ群123456789",
                "抖音号12345678901",
                "优惠码SAVE20261128",
                "券码12345678",
                "发票号码 12345678",
            })
    void isNotMisledByOtherNumbers(String text) {
        assertThat(numbers(select(text, "", OWN))).containsExactly(LATEST);
        assertThat(numbers(select(text, OLD, OWN))).containsExactly(OLD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NM2026110100013",
                "NM202611010001",
                "NM20261101000122",
                "NM20261",
                "2026110100012",
                "XNM2026110100012",
                "NM2026110100012A",
                "NM2026110100012-1",
                "1NM2026110100012",
                "MN2026110100012",
                "NM 2026 1101 00013",
                "NM 2026 1101 0001",
                "NM 2026 1101 00012 7",
                "NM 2026 11 01 00013",
                "NM 2026-11-01 00013",
                "NM-2026/11/01 00013",
                "单号 99 88 77 66",
                "NM\u20112026\u20111101\u201100013",
                "NM-2026110100013到哪了",
                "尾号0012的订单",
                "后四位9999",
                "订单号 1234",
                "order 1234",
                "单号13800138000",
                "order number: 20261101",
                "A-20-26774417",
                "SF5512345002",
                "12345678",
                "100000000000000001",
            })
    void tellsNoOrderForANumberOfNone(String text) {
        // When
        OrderSelection selection = select(text, LATEST, OWN);

        // Then
        assertThat(numbers(selection)).isEmpty();
        assertThat(selection.incomplete()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NM2026110100012和A-2026-774417",
                "NM2026110100012, A-2026-774417",
                "NM2026110100012 A-2026-774417 NM2026110100012",
                "NM2026110100012/A-2026-774417",
                "NM2026110100012-A-2026-774417",
                "NM2026110100012A2026774417",
                "NM 2026 1101 00012 A 2026 774417",
                "①NM2026110100012②A-2026-774417",
                "SF5512345001，NM2026110100012，A-2026-774417",
            })
    void findsSeveralOrdersInTheirOrder(String text) {
        // When
        OrderSelection selection = select(text, LATEST, OWN);

        // Then
        assertThat(numbers(selection)).containsExactly(OLD, HYPHENS);
        assertThat(selection.incomplete()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"NM2026110100012和NM2026110199999", "NM2026110199999 NM2026110100012", "12345678, NM2026110100012"
            })
    void saysThatOneOfTwoNumbersIsOfNoOrder(String text) {
        // When
        OrderSelection selection = select(text, "", OWN);

        // Then
        assertThat(numbers(selection)).containsExactly(OLD);
        assertThat(selection.incomplete()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "1001, 1001到哪了",
        "1001, 1001号订单",
        "1001, 订单1001",
        "1001, #1001",
        "13812345678, 13812345678到哪了",
        "20261101, 20261101到哪了",
        "NM1, nm1到哪了",
        "NM-1, nm—1到哪了",
        "2026110100012, order 2026110100012",
        "2026110100012, order2026110100012",
        "2026110100012, 2026 1101 00012",
        "100000000000000001, 订单100000000000000001",
    })
    void findsANumberThatLooksLikeAnotherKind(String number, String text) {
        assertThat(numbers(select(text, "", List.of(order(LATEST, null), order(number, null)))))
                .containsExactly(number);
    }

    @ParameterizedTest
    @CsvSource({
        "1001, 买了1001件",
        "1001, ¥1001的",
        "1001, 1001元的",
        "2026, 2026年买的",
        "20261101, 2026-11-01买的",
        "1001, 10:01下单的",
        "10011002, 021-10011002"
    })
    void doesNotTakeAnotherKindForAnOrder(String number, String text) {
        assertThat(numbers(select(text, "", List.of(order(LATEST, null), order(number, null)))))
                .containsExactly(LATEST);
    }

    @ParameterizedTest
    @CsvSource({
        "1001, 21001",
        "1001, 10015",
        "1001, 1003",
        "10011002, 1001 1003",
        "NM1234, NM12345",
        "NM1234, NM 1234 5",
        "NM1, nm2到哪了",
        "B7, 订单b8",
        "XPS13-9341, XPS13-9340",
    })
    void doesNotTakeAPartOrATypoForTheNumber(String number, String text) {
        assertThat(numbers(select(text, "", List.of(order(LATEST, null), order(number, null)))))
                .isEmpty();
    }

    @Test
    void prefersTheLongerOfTwoNumbersInTheSamePlace() {
        assertThat(numbers(select("NM2026110100012-1", "", List.of(order(OLD, null), order(OLD + "-1", null)))))
                .containsExactly(OLD + "-1");
    }

    @Test
    void prefersTheNumberThatIsWrittenAsItIsStored() {
        List<Order> own = List.of(order("A-1-2345678", null), order("A-12-345678", null));

        assertThat(numbers(select("A-12-345678", "", own))).containsExactly("A-12-345678");
        assertThat(numbers(select("A12345678", "", own))).containsExactly("A-1-2345678", "A-12-345678");
    }

    @Test
    void findsEachOfSeveralTrackingNumbers() {
        List<Order> own = List.of(order(LATEST, null), order(OLD, "SF5512345001，SF5512345002"));

        assertThat(numbers(select("SF5512345002到哪了", "", own))).containsExactly(OLD);
    }

    @Test
    void findsAllOrdersOfOneParcel() {
        List<Order> own = List.of(order(LATEST, "SF5512345001"), order(OLD, "SF5512345001"));

        assertThat(numbers(select("SF5512345001到哪了", "", own))).containsExactly(LATEST, OLD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                OLD,
                "nm2026110100012",
                " ＮＭ２０２６１１０１０００１２ ",
                "NM-2026-110100012",
                "NM\u200b2026110100012",
                "SF5512345001"
            })
    void findsTheAttachedOrder(String attached) {
        assertThat(numbers(select("到哪了", attached, OWN))).containsExactly(OLD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "0", "0000", "00000000-0000-0000-0000-000000000000", "-1", "20", "null", "undefined"})
    void takesTheLatestOrderWhenNothingIsAttached(String attached) {
        assertThat(numbers(select("到哪了", attached, OWN))).containsExactly(LATEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NM2026110100013", "1234", "NM20261101"})
    void tellsNoOrderForAnAttachedNumberOfNone(String attached) {
        assertThat(numbers(select("到哪了", attached, OWN))).isEmpty();
    }

    @Test
    void findsAnAttachedNumberThatNoTextCouldName() {
        assertThat(numbers(select("到哪了", "old", List.of(order(LATEST, null), order("OLD", null)))))
                .containsExactly("OLD");
    }

    @Test
    void tellsNoOrderToACustomerWithoutOrders() {
        assertThat(select("到哪了", "", List.of())).isEqualTo(OrderSelection.NONE);
        assertThat(numbers(select(OLD, "", List.of()))).isEmpty();
    }

    @Test
    void tellsAtMostFiveOrders() {
        List<Order> own = List.of(
                order("NM1001", null),
                order("NM1002", null),
                order("NM1003", null),
                order("NM1004", null),
                order("NM1005", null),
                order("NM1006", null));

        assertThat(numbers(select("NM1006 NM1005 NM1004 NM1003 NM1002 NM1001", "", own)))
                .containsExactly("NM1006", "NM1005", "NM1004", "NM1003", "NM1002");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NM2026110100012和SF5512345001 |  | named in the text: NM2026110100012",
                "SF5512345001 |  | named in the text: NM2026110100012 by its tracking number",
                "NM2026110100012 NM1234567890123 |  | named in the text: NM2026110100012; the text also has a number of no order of"
                        + " this customer",
                "NM1234567890123 | NM2026110100012 | none: the text has a number of no order of this customer",
                "到哪了 | nm2026110100012 | attached to the message: NM2026110100012",
                "到哪了 | NM1234567890123 | none: the attached number is of no order of this customer",
                "到哪了 |  | the latest: NM2026112500002",
                "2026-11-01买的，199元，电话13800138000 |  | the latest: NM2026112500002; numbers in the text that name no order:"
                        + " date, amount, phone, number with another label",
            })
    void explainsTheSelection(String text, @Nullable String attached, String reason) {
        assertThat(select(text, attached == null ? "" : attached, OWN).reason()).isEqualTo(reason);
    }

    @Test
    void findsTheOrderHoweverItsNumberIsSplit() {
        Random random = Seed.random();
        List<String> gaps = List.of(" ", "-", "\u2011", "\u3000", "\u200b", "_", ".", "\u00ad", "\u3000 ");
        List<String> around = List.of("", "订单", "#", " ", "到哪了", "。", "2026-11-05 ");

        for (int i = 0; i < 5_000; i++) {
            StringBuilder text = new StringBuilder(around.get(random.nextInt(around.size())));
            OLD.chars()
                    .forEach(c -> text.append((char) c)
                            .append(random.nextInt(4) == 0 ? gaps.get(random.nextInt(gaps.size())) : ""));
            text.append("到哪了").append(around.get(random.nextInt(around.size())));

            assertThat(numbers(select(text.toString(), "", OWN)))
                    .as("'%s'", text)
                    .containsExactly(OLD);
        }
    }

    @Test
    void readsTheLongestTextsInLittleTime() {
        for (String part :
                List.of("1 ", "12 ", "A1-", "2026-", "1,", "¥1", "13800138000", "NM2026110100012 ", " .", "X")) {
            String text = part.repeat(4_000 / part.length());
            long start = System.nanoTime();

            select(text, "", OWN);

            assertThat(System.nanoTime() - start).as(part).isLessThan(10_000_000_000L);
        }
    }
}
