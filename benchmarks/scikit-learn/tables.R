# Writes two classic tables of the R package mlbench (Debian: r-cran-mlbench) as CSV: Rscript tables.R <folder>
library(mlbench)
data(Sonar)
data(PimaIndiansDiabetes)
folder <- commandArgs(trailingOnly = TRUE)[1]
write.csv(Sonar, file.path(folder, "sonar.csv"), row.names = FALSE, quote = FALSE)
write.csv(PimaIndiansDiabetes, file.path(folder, "pima.csv"), row.names = FALSE, quote = FALSE)
