"""What must never be found in the database, whatever people did: each query counts what is wrong."""

_KEPT = (
    "cases_case", "cases_proposal", "cases_planitem", "cases_service", "cases_screening", "cases_protection", "cases_shelterstay",
)  # fmt: skip

BROKEN = {
    **{
        f"ownerless in {table}": f"SELECT count(*) FROM {table} s LEFT JOIN obligations_obligation d ON d.id = s.duty_id"
        " AND d.subject_id = s.id AND d.settled_at IS NULL WHERE s.is_open AND d.id IS NULL"
        for table in _KEPT
    },
    "open and ended": "SELECT count(*) FROM cases_case WHERE (status IN ('follow_up', 'closed')) <> (closed_at IS NOT NULL)",
    "ended without reason": "SELECT count(*) FROM cases_case WHERE (closed_at IS NULL) <> (closing_reason = '')",
    "proposed twice": "SELECT count(*) FROM (SELECT case_id, kind FROM cases_proposal WHERE is_open GROUP BY 1, 2"
    " HAVING count(*) > 1) t",
    "two keepers": "SELECT count(*) FROM (SELECT subject_id FROM obligations_obligation WHERE settled_at IS NULL AND kind IN"
    " ('case.assess', 'case.assess_high', 'case.plan', 'case.progress', 'case.consider', 'case.follow_up',"
    " 'case.closure_waits') GROUP BY 1 HAVING count(*) > 1) t",
    "waits without a proposal": "SELECT count(*) FROM cases_case c WHERE (c.status = 'closure_proposed') <> EXISTS"
    " (SELECT 1 FROM cases_proposal p WHERE p.case_id = c.id AND p.kind = 'close' AND p.is_open)",
    "a class forgotten": "SELECT count(*) FROM cases_case WHERE NOT types <@ ever_types",
    "a child forgotten": "SELECT count(*) FROM cases_party WHERE child AND NOT ever_child",
    "decided alone": "SELECT count(*) FROM cases_proposal WHERE decided_by_id = proposed_by_id AND status <> 'withdrawn'",
    "decided without a date": "SELECT count(*) FROM cases_proposal WHERE is_open <> (decided_at IS NULL)",
    "no manager": "SELECT count(*) FROM cases_case c WHERE c.is_open AND NOT EXISTS (SELECT 1 FROM cases_teammember t WHERE"
    " t.case_id = c.id AND t.role = 'manager' AND t.until IS NULL AND t.user_id = c.manager_id)",
    "held behind the wall": "SELECT count(*) FROM obligations_obligation d JOIN obligations_wall w ON w.dossier_id = d.dossier_id"
    " AND w.user_id = d.assignee_id WHERE d.settled_at IS NULL",
}
FORBIDDEN = {
    "kekeluargaan, perdamaian, cabut laporan": "SELECT count(*) FROM cases_case WHERE closing_reason IN"
    " ('family_settlement', 'peace', 'withdrawn')",
    "ended without two persons": "SELECT count(*) FROM cases_case c WHERE c.closed_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM"
    " cases_proposal p WHERE p.case_id = c.id AND p.kind = 'close' AND p.status = 'approved'"
    " AND p.closing_reason = c.closing_reason AND p.decided_by_id <> p.proposed_by_id)",
    "a grave case ended inside the unit": "SELECT count(*) FROM cases_proposal p JOIN cases_case c ON c.id = p.case_id"
    " JOIN accounts_posting s ON s.user_id = p.decided_by_id AND s.agency_id = c.agency_id WHERE p.status = 'approved'"
    " AND p.outside",
    "she asked and an ordinary case ended": "SELECT count(*) FROM cases_case WHERE closing_reason = 'victim_request' AND"
    " (ever_child OR ever_trafficking OR NOT ever_types <@ ARRAY['psychological', 'other']::varchar[])",
    "ended in danger": "SELECT count(*) FROM cases_case WHERE closed_at IS NOT NULL AND risk = 3"
    " AND closing_reason NOT IN ('duplicate', 'transfer_accepted')",
    "ended with something open": "SELECT count(*) FROM cases_case c WHERE c.closed_at IS NOT NULL AND ("
    " EXISTS (SELECT 1 FROM cases_service s WHERE s.case_id = c.id AND s.is_open)"
    " OR EXISTS (SELECT 1 FROM cases_planitem s WHERE s.case_id = c.id AND s.is_open)"
    " OR EXISTS (SELECT 1 FROM cases_protection s WHERE s.case_id = c.id AND s.is_open)"
    " OR EXISTS (SELECT 1 FROM cases_screening s WHERE s.case_id = c.id AND s.is_open))",
    "mediated what may not be": "SELECT count(*) FROM cases_mediation m JOIN cases_case c ON c.id = m.case_id WHERE m.agreed_at"
    " IS NOT NULL AND (m.victim_request_at IS NULL OR m.assessed_by_companion_id IS NULL OR m.assessed_by_psychologist_id IS NULL"
    " OR m.approved_at IS NULL OR m.monitoring_plan IS NULL)",
    "unreachable too soon": "SELECT count(*) FROM cases_case c WHERE c.closing_reason = 'unreachable' AND (SELECT count(*) FROM"
    " cases_contactattempt a WHERE a.case_id = c.id AND a.safe_way AND a.result <> 'reached') < 3",
}
NAMES = [*BROKEN, *FORBIDDEN]
