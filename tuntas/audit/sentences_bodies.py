"""What each kind of event about bodies means, in one sentence for people; the rest stands in `sentences`."""

BODIES: dict[str, str] = {
    # bodies, their decrees, seats and holders, the kinds of bodies
    "body.dissolved": "{who} mencatat pembubaran kelompok per {on}.",
    "body.edited": "{who} mengubah data kelompok ({fields}).",
    "body.founded": "{who} mencatat kelompok baru ({kind}).",
}
