"""A study analysed: ranking, regret, trade-offs, sensitivity, discovery."""
