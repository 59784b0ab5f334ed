"""What every address answers to each of the 22 roles, to a stranger without posting, and to nobody.

A row names the roles that get something else than the rest. `arg` is one of `tests.world.World`; the same
object is asked for by the same roles of another regency (`elsewhere`, always 404 unless `shared`).
"""

from tests.access_bodies import BODIES
from tests.access_cadres import CADRES
from tests.access_case_closing import CLOSING
from tests.access_case_core import CORE
from tests.access_cases import CASES
from tests.access_letters import LETTERS
from tests.access_meetings import MEETINGS
from tests.access_oversight import OVERSIGHT
from tests.access_people import PEOPLE
from tests.access_rows import Row, everyone, own, public, setting
from tests.access_statistics import STATISTICS
from tuntas.access.roles import Role as R  # noqa: N817 - a table is read across, not down

UNIT_STAFF = frozenset({  # everybody posted at the unit of the cast
    R.HOTLINE_OFFICER, R.CADRE, R.RESPONSE_TEAM, R.COMPANION_WORKER, R.PSYCHOLOGIST, R.LEGAL_COUNSELLOR, R.MEDIATOR,
    R.CASE_MANAGER, R.SUPERVISOR, R.UNIT_HEAD, R.DATA_OFFICER, R.AUDITOR, R.SYSTEM_ADMIN,
})  # fmt: skip
TRIAGE = frozenset({R.HOTLINE_OFFICER, R.CASE_MANAGER, R.SUPERVISOR})
READERS = TRIAGE | {R.UNIT_HEAD}
VIEWERS = READERS | {R.DATA_OFFICER}
DUTY_VIEWERS = READERS | {R.LEADERSHIP}
ROTA = frozenset({R.CASE_MANAGER, R.SUPERVISOR, R.UNIT_HEAD, R.SYSTEM_ADMIN})
ADMIN = frozenset({R.SYSTEM_ADMIN})
USERS = frozenset({R.UNIT_HEAD, R.SYSTEM_ADMIN})
HEADS = frozenset({R.SUPERVISOR, R.UNIT_HEAD, R.LEADERSHIP, R.TASK_FORCE_SECRETARIAT})


PUBLIC = {
    "portal:home": public(),
    "portal:report": public(),
    "portal:answer": public(),
    "portal:services": public(),
    "portal:privacy": public(),
    "portal:access": public(),
    "portal:exit": public(302),
    "portal:poster": public(302),
    "portal:poster_slash": public(302),
    "portal:robots": public(),
    "obligations:healthz": public(503),  # no worker runs in this test
}
SIGN_IN = {
    "account_login": Row(others=302, anonymous=200),
    "mfa_authenticate": Row(others=302),
    "account_logout": everyone(),
    "account_reauthenticate": everyone(),
    "account_reset_password": public(),
    "account_reset_password_done": public(),
    "account_reset_password_from_key": public(302, arg="reset"),
    "account_change_password": everyone(),
    "mfa_activate_totp": everyone(302),
    "mfa_deactivate_totp": everyone(),
    "mfa_generate_recovery_codes": everyone(),
    "usersessions_list": everyone(),
    "accounts:accept": public(409),
    "accounts:open_invitation": public(302, arg="token"),
    "accounts:profile": everyone(),
    "accounts:end_session": Row(others=302, method="post", arg="session", shared=True),
    "accounts:end_other_sessions": everyone(302, method="post"),
    "notices:preferences": everyone(),
}
KNOW_USER = frozenset({R.LEADERSHIP, R.HOTLINE_OFFICER})  # whose head it is, and the person
ACCOUNTS = {
    "accounts:list": Row({200: USERS | {R.LEADERSHIP}}, others=403),
    "accounts:invitations": Row({200: USERS}, others=403),
    "accounts:invite": Row({200: USERS}, others=403),
    "accounts:resend": own({302: USERS}, "invitation", "post"),
    "accounts:revoke": own({302: USERS}, "invitation", "post"),
    "accounts:end_posting": own({302: USERS, 403: frozenset({R.LEADERSHIP})}, "posting", "post"),
    "accounts:decide": own({}, "restoration", "post"),
    "accounts:person": own({200: USERS | {R.LEADERSHIP, R.HOTLINE_OFFICER}}, "user"),
    "accounts:give": own({200: USERS | {R.LEADERSHIP, R.HOTLINE_OFFICER}}, "user"),
    "accounts:deactivate": own({200: USERS, 403: KNOW_USER}, "user"),
    "accounts:require_new_password": own({302: USERS, 403: KNOW_USER}, "user", "post"),
    "accounts:propose_reopening": own({409: USERS, 403: KNOW_USER}, "user", "post"),  # the account is open
    "accounts:propose_factor_removal": own({302: USERS, 403: KNOW_USER}, "user", "post"),
}
AREAS = {
    "areas:list": Row(others=200, stranger=404),
    "areas:suggest": Row(others=404),  # a fragment for the search box; without a question there is none
    "areas:detail": Row(others=200, stranger=404, arg="village", shared=True),
    **{
        f"areas:{name}": setting(ADMIN, "village", stranger=404)
        for name in ("add", "import", "rename", "end", "split", "merge")
    },
    "areas:population": setting(ADMIN),
    "areas:population_load": setting(ADMIN),
    "areas:population_detail": setting(ADMIN, "population"),
    "areas:population_take_back": setting(ADMIN, "population", "post", 302),
}
AGENCIES = {
    "agencies:list": Row(others=200, stranger=404),
    "agencies:new": Row({200: ADMIN}, others=403, stranger=404),
    "agencies:receivers": Row(others=200, stranger=404),
    "agencies:set_receiver": Row({200: ADMIN}, others=403, stranger=404),
    "agencies:end_receiver": setting(ADMIN, "receiver", "post", 302, stranger=404),
    "agencies:area": Row(others=200, stranger=404, arg="village", shared=True),
    "agencies:edit_contact": setting(ADMIN, "contact", stranger=404),
    "agencies:verify_contact": setting(ADMIN, "contact", "post", 302, stranger=404),
    "agencies:remove_contact": setting(ADMIN, "contact", "post", 302, stranger=404),
    "agencies:edit_person": own({200: ROTA, 403: UNIT_STAFF - ROTA}, "person"),
    "agencies:end_person": own({403: UNIT_STAFF}, "person", "post"),  # still on the rota
    "agencies:edit_shift": own({200: ROTA, 403: UNIT_STAFF - ROTA}, "shift"),
    "agencies:remove_shift": own({302: ROTA, 403: UNIT_STAFF - ROTA}, "shift", "post"),
    "agencies:detail": Row(others=200, stranger=404, arg="unit", shared=True),
    "agencies:edit": setting(ADMIN, "unit", stranger=404),
    "agencies:hours": setting(ADMIN, "unit", stranger=404),
    "agencies:close": setting(ADMIN, "unit", stranger=404),
    "agencies:add_contact": setting(ADMIN, "unit", stranger=404),
    "agencies:add_person": own({200: ROTA, 403: UNIT_STAFF - ROTA}, "unit"),
    "agencies:rota": own({200: UNIT_STAFF}, "unit"),
    "agencies:add_shift": own({200: ROTA, 403: UNIT_STAFF - ROTA}, "unit"),
}
DUTIES = {
    "obligations:mine": everyone(),
    "obligations:unit": everyone(),
    "obligations:climbed": everyone(),
    "obligations:late": Row({200: HEADS}, others=403),
    "obligations:late_agency": Row({200: HEADS}, others=403, arg="unit", shared=True),  # a hearing waits for its note
    "obligations:hand_over": everyone(),  # one's own
    "obligations:clocks": Row({200: ADMIN}, others=403),
    "obligations:clock": Row({200: ADMIN}, others=403, arg="kind", shared=True),
    "obligations:clock_reset": Row({302: ADMIN}, others=403, arg="kind", method="post", shared=True),
    "obligations:holidays": Row({200: ADMIN}, others=403),
    "obligations:holiday_remove": Row({302: ADMIN}, others=403, arg="holiday", method="post", shared=True),
    "obligations:recount": Row({200: ADMIN}, others=403, arg="recount", shared=True),
    "obligations:detail": own({200: DUTY_VIEWERS}, "duty"),
    "obligations:take": own({302: TRIAGE, 403: frozenset({R.UNIT_HEAD, R.LEADERSHIP})}, "duty", "post"),  # a triage
    "obligations:assign": own({302: ROTA - ADMIN, 403: frozenset({R.HOTLINE_OFFICER, R.LEADERSHIP})}, "duty", "post"),
    "obligations:postpone": own({403: DUTY_VIEWERS}, "duty"),  # TINGGI is never postponed
    "obligations:seen": own({302: DUTY_VIEWERS}, "duty", "post"),
    "obligations:ring_tried": own({302: DUTY_VIEWERS}, "ring", "post"),
    "obligations:ring_acknowledged": own({302: DUTY_VIEWERS}, "ring", "post"),
}
DESK = {
    "desk:home": everyone(302),
    "desk:search": everyone(),
    "desk:rules": Row(others=200, stranger=404, shared=True),
    "desk:settings": Row({200: ROTA | {R.LEADERSHIP}}, others=403),
    "desk:audit": Row({200: frozenset({R.AUDITOR})}, others=403),
    "desk:audit_people": Row({200: frozenset({R.AUDITOR})}, others=403),
    "desk:audit_event": Row({200: frozenset({R.AUDITOR})}, others=403, arg="event", shared=True),
}
LOOKERS = VIEWERS - TRIAGE  # see that it exists, but do not triage
TAKERS = frozenset({R.HOTLINE_OFFICER, R.SECRETARIAT_ADMIN, R.CASE_MANAGER, R.SUPERVISOR, R.KPAD})
APPROVERS = frozenset({R.SUPERVISOR, R.UNIT_HEAD, R.LEADERSHIP})
INTAKE = {
    "intake:list": everyone(),  # whatever is within reach: for most nothing
    "intake:export": Row({200: VIEWERS - {R.HOTLINE_OFFICER}}, others=403, method="post"),
    "intake:export_ask": Row({200: VIEWERS - {R.HOTLINE_OFFICER}}, others=403),
    "intake:export_request": own({200: APPROVERS | {R.CASE_MANAGER}}, "export"),
    "intake:export_decide": own({302: APPROVERS, 403: frozenset({R.CASE_MANAGER})}, "export", "post"),
    "intake:export_download": own({409: frozenset({R.CASE_MANAGER}), 403: APPROVERS}, "export", "post"),
    "intake:new": Row({200: TAKERS}, others=403),
    "intake:detail": own({200: VIEWERS}, "report"),
    "intake:receipt": own({}, "report"),  # only whoever wrote it down, for a while
    "intake:story": own({200: READERS}, "report"),
    "intake:identity": own({200: TRIAGE, 403: LOOKERS}, "report", "post"),
    "intake:messages": own({200: READERS}, "report"),
    "intake:messages_read": own({302: READERS}, "report", "post"),
    "intake:compared": own({302: TRIAGE, 403: LOOKERS}, "report", "post"),
    "intake:triage": own({200: TRIAGE}, "report"),
    "intake:start": own({302: TRIAGE, 403: LOOKERS}, "report", "post"),
    "intake:classify": own({302: TRIAGE}, "report", "post"),
    "intake:danger": own({200: VIEWERS}, "report"),  # anyone who knows of it may raise the risk
    "intake:lower": own({422: VIEWERS}, "report", "post"),  # nothing was filled in
    "intake:safety": own({422: TRIAGE}, "report", "post"),
    "intake:accept": own({302: TRIAGE, 403: LOOKERS}, "report", "post"),
    "intake:end": own({200: TRIAGE, 403: LOOKERS}, "report"),
    "intake:reopen": own({409: TRIAGE, 403: LOOKERS}, "report", "post"),  # it is open
    "intake:forward": own({200: TRIAGE}, "report"),
    "intake:wall": own({200: READERS}, "report"),
    "intake:wall_not_needed": own({302: READERS}, "report", "post"),
    "intake:lift": own({}, "wall", "post"),  # there is no wall
    "intake:place": own({}, "report"),  # it has a receiver
    "intake:forwardings": everyone(),
    "intake:forwarding": own({200: VIEWERS}, "forwarding"),
    "intake:forwarding_names": own({200: TRIAGE, 403: LOOKERS}, "forwarding", "post"),
    "intake:forwarding_acknowledge": own({403: VIEWERS}, "forwarding", "post"),  # the receiver's to do
    "intake:forwarding_accept": own({403: VIEWERS}, "forwarding", "post"),
    "intake:forwarding_decline": own({422: VIEWERS}, "forwarding", "post"),
    "intake:forwarding_take_back": own({302: TRIAGE, 403: LOOKERS}, "forwarding", "post"),
    "intake:forwarding_record": own({422: VIEWERS}, "forwarding", "post"),
    "intake:proposals": everyone(),
    "intake:proposal": own({200: VIEWERS | APPROVERS}, "proposal"),
    "intake:proposal_approve": own({302: APPROVERS, 403: VIEWERS - APPROVERS}, "proposal", "post"),
    "intake:proposal_reject": own({302: APPROVERS, 403: VIEWERS - APPROVERS}, "proposal", "post"),
    "intake:proposal_withdraw": own(
        {302: frozenset({R.HOTLINE_OFFICER}), 403: (VIEWERS | APPROVERS) - {R.HOTLINE_OFFICER}}, "proposal", "post"
    ),
    "intake:entries": Row({200: TAKERS}, others=403),
    "intake:entry": own({200: READERS}, "entry"),
    "intake:entry_review": own({302: READERS}, "entry", "post"),
}

SENDERS = frozenset({R.CASE_MANAGER, R.SUPERVISOR})
WATCHERS = SENDERS | {R.UNIT_HEAD, R.DATA_OFFICER}  # all who see the cases of the unit
ASKED = frozenset({R.HEALTH_OFFICER})  # the referral of the world lies on their desk
REFERRALS = {
    "referrals:of_case": own({200: WATCHERS}, "case"),
    "referrals:new": own({200: SENDERS, 403: WATCHERS - SENDERS}, "case"),
    "referrals:received": everyone(),
    "referrals:detail": own({200: WATCHERS | ASKED}, "referral"),
    "referrals:identity": own({200: SENDERS | ASKED, 403: WATCHERS - SENDERS}, "referral", "post"),
    "referrals:acknowledge": own({302: ASKED, 403: WATCHERS}, "referral", "post"),
    "referrals:accept": own({302: ASKED, 403: WATCHERS}, "referral", "post"),
    "referrals:decline": own({422: ASKED, 403: WATCHERS}, "referral", "post"),
    "referrals:answer": own({422: ASKED, 403: WATCHERS}, "referral", "post"),
    "referrals:record": own({422: SENDERS, 403: (WATCHERS - SENDERS) | ASKED}, "referral", "post"),
    "referrals:read": own({409: SENDERS, 403: (WATCHERS - SENDERS) | ASKED}, "referral", "post"),
    "referrals:school": own({409: SENDERS, 403: (WATCHERS - SENDERS) | ASKED}, "referral", "post"),
    "referrals:withdraw": own({302: SENDERS, 403: (WATCHERS - SENDERS) | ASKED}, "referral", "post"),
    "referrals:letter": own({200: SENDERS, 403: (WATCHERS - SENDERS) | ASKED}, "referral", "post"),
    "referrals:link_make": own({403: WATCHERS | ASKED}, "referral", "post"),  # the receiver has accounts
    "referrals:link_revoke": own({404: WATCHERS | ASKED}, "referral", "post"),
    "referrals:link": public(arg="token"),
}

ROWS: dict[str, Row] = (
    PUBLIC
    | SIGN_IN
    | ACCOUNTS
    | AREAS
    | AGENCIES
    | DUTIES
    | DESK
    | INTAKE
    | LETTERS
    | REFERRALS
    | CASES
    | CORE
    | CLOSING
    | PEOPLE
    | BODIES
    | CADRES
    | MEETINGS
    | OVERSIGHT
    | STATISTICS
)
