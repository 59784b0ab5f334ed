"""People who work: users, postings, invitations, sign-in."""
