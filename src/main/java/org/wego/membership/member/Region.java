package org.wego.membership.member;

/**
 * The five regions of the world by the United Nations' standard for statistics (M49). Where M49 has no entry, the shipped
 * table goes by the map: Kosovo in Europe, Taiwan in Asia. Antarctica has none.
 */
public enum Region {
    AFRICA, AMERICAS, ASIA, EUROPE, OCEANIA
}
