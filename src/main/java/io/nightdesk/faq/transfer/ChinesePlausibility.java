package io.nightdesk.faq.transfer;

import java.util.BitSet;
import java.util.OptionalLong;

/**
 * Tells Chinese that somebody wrote from a text in Big5, Shift-JIS, EUC-KR or Windows-1252 that was decoded as GB18030. Nearly all
 * of their bytes are valid there, but they decode to characters that are rare in Chinese. A text is implausible if more than a
 * third of its letters are. Of simplified Chinese about a tenth are; of the texts in those encodings, more than three quarters.
 * Traditional Chinese in GB18030 may be taken for implausible, too: it cannot be told apart with certainty.
 */
final class ChinesePlausibility {

    /** The characters that are frequent in Chinese or in the questions and answers of shops, in the order of Unicode. */
    private static final BitSet FREQUENT = """
        一七万三上下不与丑专且世业东丝丢两个中丰丸为主举久么义之九也乡书买乱了争事二于亏云五些交产京亮亲人亿
        什仁仅今仍从仓他付代以仪们件价任企休众优会传伪似但位低住体何余作你使例便促保信修俺倘候债值假偏做停健
        偶偿储像儿元充先光克免兔党入全八公六共关其具养内册再冒写军冬冲决冷净准凉减几出击分切划则创删利别刮到
        制刷券剂前剩剪副割力办功加务动助包化北区医十千升午半协单卖南卡即却卸厂压厘厚原去县参又及友双反发取受
        变口句另只可台右号司吃各合同名后向吗否吧吨含听呀告呗员呢周命和咨咱咳咸品哈哎哥哦哪哭售唱商啊啦喂喉喝
        喷喽嗯嗽嘛器囊四回因团围国图圆在地圳场址坏坐坦型基境增声处复夏外多夜够大天太夫失头套女奶她好如妇妈妹
        妻始姐委婴子孕字存孢学孩宁它安完定宜宝实审客室家宽寄密寸对导封将小少尔尤就尺局层居展山崩川州工左差己
        已巷市布师带席帮常帽干平年并广庆库应店府度建开异式弟张强当录形彩往待很律得微德心必忌忘忙快念忽怎怕思
        急性总恢恨息您情惠想意感慢成我或战户房所手才打扛扣批找承技把抓投折抢报抬抱抹担拆拉拍拒拔拧择括拿挂指
        按挺损换据授接推揉提握搜搬摩撕擦支收改放政效敏教数整敷文料斤断斯新方旁无既日旦旧早时明易春是显晚普暂
        暖暗更曾最月有朋服望期未本术机杀权杏材村杞束条来杭杷松极构枇林果枸染查柴标栋校样核格桂案桑械棉棕楼橘
        橙次款歉止正此武死殊段母每毒比毕毫民气氨氯水求汇汉江污沙没沪油治法泛泡注洗洛津活流浅浆测济浙海涂消液
        深添清渐渝温港渴湘湿溃源满滴漂漏澳灰灵灸点烦烧热焊然煎煤煮熟燕燥爱父爷爸片版牌牙物特独率王玩环现班理
        琼瓶甘甚甜生用由申电界略疆疼病症痛痧瘦登白百的皖皮盈益盒目直相省看真眠眼着睡知短石码研破硬确碎示礼社
        神票禁秋种科秒积移程稍税稳穴究空穿突窄窝立站竟童端笑笔符第等答策签算管箱米类粉粒粘粤精糖系素索紧紫累
        红约级纸线组织终经绑结给络绝统继续维绿编缝缺罐网罗罚罩置美翘老考者而耳联肝肠股肤肥育肺肾胃背胖胚胡胶
        能脂脏脑膏自至般色节芝芬芽苏若苦茶荐药莫莲菊菌菜营落蒲蓝薄藏虽蛋蛮融螺血行街衣补表袋袜被装裙裤裹西要
        见观规视觉解计订认让议记许论设证评识诉词试话询该详误说请诺读课谁谈谢象豫贝负责败账货质购贴贵贷贸费资
        赔赚赠赣走起超越跑跟路跳身躺转软轻载较辑辣边达过运近返还这进远违连退送适选透逐递通速遍道避那邮部都鄂
        配酒酚酸里重量金针钉钙钮钱铁银铺链锌错镇长门闭问闲间闽队阴阿附陈限陕院除险随难零雾霉青非面鞋韵页项顺
        须顾顿预领频颗题颜额飞食饭饮饿首马验骨高鱼鲁麻黄黑鼻齐
        """.chars().collect(BitSet::new, BitSet::set, BitSet::or);

    /** A line with fewer rare characters may hold names. */
    private static final int MIN_RARE_IN_LINE = 8;

    private long line = 1;
    private int frequentInLine;
    private int rareInLine;
    private long frequent;
    private long rare;
    private OptionalLong firstRareLine = OptionalLong.empty();
    private OptionalLong implausibleLine = OptionalLong.empty();

    void add(char c) {
        if (c == '\n') {
            endLine();
            line++;
        } else if (FREQUENT.get(c)) {
            frequentInLine++;
        } else if (!isNeutral(c)) {
            rareInLine++;
        }
    }

    /** A line that is implausible or, if the whole text is, the first one with a rare character. */
    OptionalLong implausibleLine() {
        endLine();
        return rare * 2 > frequent ? firstRareLine : implausibleLine;
    }

    private void endLine() {
        frequent += frequentInLine;
        rare += rareInLine;
        if (rareInLine > 0 && firstRareLine.isEmpty()) {
            firstRareLine = OptionalLong.of(line);
        }
        if (rareInLine >= MIN_RARE_IN_LINE && rareInLine > 2 * frequentInLine && implausibleLine.isEmpty()) {
            implausibleLine = OptionalLong.of(line);
        }
        frequentInLine = 0;
        rareInLine = 0;
    }

    /** ASCII, punctuation, symbols, emoji and full-width forms say nothing. */
    private static boolean isNeutral(char c) {
        return c < 0x80
                || (c >= 0x2000 && c < 0x2E80)
                || (c >= 0x3000 && c < 0x3040)
                || c >= 0xFE00
                || Character.isSurrogate(c)
                || "·×÷°±§".indexOf(c) >= 0;
    }
}
