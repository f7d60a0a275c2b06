"""Splits classic tables, and tests scikit-learn's MLPClassifier on each split (Debian: python3-sklearn).

python3 mlp.py <folder> <splits> <seeds>

Reads sonar.csv and pima.csv in the folder, which tables.R writes, if they are there; iris, wine, breast_cancer and digits come
with scikit-learn. Writes <folder>/<table>/<split>-train.csv and -test.csv, and the mean accuracy over the seeds (over a quarter of them for a
table of more than 300 rows) to <folder>/scikit-learn.csv. The network has one hidden layer of 100 units; everything else is the
library's default.
"""
import csv
import os
import sys
import warnings

from sklearn import datasets
from sklearn.exceptions import ConvergenceWarning
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier
from sklearn.preprocessing import StandardScaler

warnings.simplefilter("ignore", ConvergenceWarning)
folder, splits, seeds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])


def write(path, rows, labels):
    with open(path, "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([f"x{i}" for i in range(len(rows[0]))] + ["label"])
        for row, label in zip(rows, labels):
            writer.writerow([repr(float(value)) for value in row] + [f"c{label}"])


def tables():
    for name in ("iris", "wine", "breast_cancer", "digits"):
        table = getattr(datasets, f"load_{name}")()
        yield name, table.data.tolist(), table.target.tolist()
    for name in ("sonar", "pima"):
        path = os.path.join(folder, f"{name}.csv")
        if os.path.exists(path):
            with open(path, newline="") as file:
                rows = list(csv.reader(file))[1:]
            yield name, [[float(value) for value in row[:-1]] for row in rows], [row[-1] for row in rows]


with open(os.path.join(folder, "scikit-learn.csv"), "w", newline="") as results:
    writer = csv.writer(results)
    writer.writerow(["Table", "Split", "Seeds", "Accuracy"])
    for name, rows, labels in tables():
        os.makedirs(os.path.join(folder, name), exist_ok=True)
        count = seeds if len(rows) <= 300 else max(1, seeds // 4)
        for split in range(1, splits + 1):
            train, test, train_labels, test_labels = train_test_split(
                rows, labels, test_size=0.2, stratify=labels, random_state=split)
            write(os.path.join(folder, name, f"{split}-train.csv"), train, train_labels)
            write(os.path.join(folder, name, f"{split}-test.csv"), test, test_labels)
            scaler = StandardScaler().fit(train)
            inputs, test_inputs = scaler.transform(train), scaler.transform(test)
            accuracies = []
            for seed in range(1, count + 1):
                network = MLPClassifier(hidden_layer_sizes=(100,), random_state=1000 * split + seed)
                network.fit(inputs, train_labels)
                accuracies.append(network.score(test_inputs, test_labels))
            writer.writerow([name, split, count, repr(sum(accuracies) / count)])
