package org.wego.membership.fee;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.wego.membership.member.Member;
import org.wego.membership.member.Members;

/** What referrals add up to: for each Friendship Member and year how many count, and what became of the exemption they earn. */
@Service
public class ReferralLedger {

    /**
     * A Friendship Member's year.
     *
     * @param year      in which the cities became Full
     * @param cities    how many of them count
     * @param exemption earned for the year after; null with too few
     * @param made      what a run made of it; null before any did
     */
    public record Count(Member member, int year, int cities, Exemption exemption, ExemptionDecisions.Made made) {
    }

    private final Referrals referrals;
    private final Members members;
    private final ObjectProvider<ExemptionDecisions> decisions;

    ReferralLedger(Referrals referrals, Members members, ObjectProvider<ExemptionDecisions> decisions) {
        this.referrals = referrals;
        this.members = members;
        this.decisions = decisions;
    }

    /** All of them, the latest year first, then by member number. */
    public List<Count> counts() {
        Map<Integer, Map<String, Integer>> counted = new TreeMap<>(java.util.Comparator.reverseOrder());
        referrals.all().stream().filter(Referral::counts).forEach(one -> counted.computeIfAbsent(one.fullOn().getYear(), any -> new TreeMap<>())
                .merge(one.memberNumber(), 1, Integer::sum));
        Map<String, ExemptionDecisions.Made> made = new HashMap<>();
        Optional.ofNullable(decisions.getIfAvailable()).ifPresent(runs -> runs.all().forEach(one -> made.put(one.memberNumber() + "/" + one.feeYear(), one)));
        List<Count> counts = new ArrayList<>();
        counted.forEach((year, byMember) -> byMember.forEach((number, cities) -> members.find(number).ifPresent(member -> counts.add(
                new Count(member, year, cities, referrals.exemptionFor(member, year + 1).orElse(null), made.get(number + "/" + (year + 1)))))));
        return counts;
    }
}
