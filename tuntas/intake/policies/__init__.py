"""Every refusal about reports, with the sentence that the person reads: module = noun, function = check_x."""
