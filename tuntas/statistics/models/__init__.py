"""What figures are counted from."""
