"""A plan as a person reads it: sentences, a map, a page, a workbook with a sheet for each township, tables."""
