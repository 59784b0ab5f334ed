"""Province to desa, RW, RT, with dates and successors."""
