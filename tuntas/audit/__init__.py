"""The event log: record, refusals, seal, verify."""
