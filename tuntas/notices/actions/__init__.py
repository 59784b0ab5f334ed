"""Changes to notices: write, deliver, record what came back."""
