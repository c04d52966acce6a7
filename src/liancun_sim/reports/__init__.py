"""What a person gets: files, figures, a workbook, a page, a summary. Reads results, analysis and vocabulary."""
