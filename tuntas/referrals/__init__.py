"""Referral and transfer from a case: sent, acknowledged, accepted or declined, answered."""
