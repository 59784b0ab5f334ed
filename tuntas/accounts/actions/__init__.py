"""Every change to accounts: a module for each noun, a function for each verb."""
