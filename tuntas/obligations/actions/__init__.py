"""Changes to duties and what surrounds them: module = noun, function = verb."""
