"""Which villages should join: candidates, their chances, the best plan under rules, who would rather leave it."""
