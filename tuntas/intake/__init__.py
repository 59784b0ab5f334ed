"""Reports: receive, triage, answer, messages, forward."""
