"""Changes to reports and what belongs to them: module = noun, function = verb."""
