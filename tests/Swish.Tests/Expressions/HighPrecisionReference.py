"""Writes HighPrecisionReference.tsv: expressions and their derivatives to 60 digits, rounded to 20 (Python, mpmath).

python3 HighPrecisionReference.py > HighPrecisionReference.tsv
"""
from mpmath import (mp, mpf, exp, log, log1p, expm1, tanh, erf, erfc, sqrt, sin, cos, tan, asinh, atan, sinh, cosh,
                    pi, diff, nstr, fabs, sign)

mp.dps = 420  # enough digits for differences that cancel to 1e-350 at x = -800

sigmoid = lambda u: 1 / (1 + exp(-u))
softplus = lambda u: log(1 + exp(u))
sinc = lambda u: sin(u) / u if u != 0 else mpf(1)

# Each expression as text and in mpmath. Constants are rounded to double, as the parser does.
D = lambda t: mpf(float(t))
CASES = [
    ("x", lambda x: x),
    ("relu(x)", lambda x: max(x, mpf(0))),
    ("max(x, 0)+0.01*min(x, 0)", lambda x: max(x, 0) + D("0.01") * min(x, 0)),
    ("max(x, 0)+min(expm1(x), 0)", lambda x: x if x > 0 else expm1(x)),
    ("1.0507009873554805*(max(x, 0)+1.6732632423543772*min(exp(x)-1, 0))",
     lambda x: D("1.0507009873554805") * (x if x > 0 else D("1.6732632423543772") * expm1(x))),
    ("log(1+exp(x))", softplus),
    ("1/(1+exp(-x))", sigmoid),
    ("(exp(x)-exp(-x))/(exp(x)+exp(-x))", tanh),
    ("2/(1+exp(-2*x))-1", tanh),
    ("x/(1+abs(x))", lambda x: x / (1 + fabs(x))),
    ("x/2*(1+erf(x/sqrt(2)))", lambda x: x * erfc(-x / sqrt(mpf(2))) / 2),
    ("0.5*x*(1+tanh(0.7978845608028654*(x+0.044715*x^3)))",
     lambda x: x * sigmoid(2 * D("0.7978845608028654") * (x + D("0.044715") * x**3))),
    ("x/(1+exp(-x))", lambda x: x * sigmoid(x)),
    ("x*exp(1.5*x)/(1+exp(1.5*x))", lambda x: x * sigmoid(D("1.5") * x)),
    ("2*x*sigmoid(0.7*x)", lambda x: 2 * x * sigmoid(D("0.7") * x)),
    ("x*tanh(log(1+exp(x)))", lambda x: x * tanh(softplus(x))),
    ("x*min(max(x+3, 0), 6)/6", lambda x: x * min(max(x + 3, mpf(0)), mpf(6)) / 6),
    ("sinc(x)+x", lambda x: sinc(x) + x),
    ("cos(x)-x", lambda x: cos(x) - x),
    ("min(x, sin(x))", lambda x: min(x, sin(x))),
    ("atan(x)^2-x", lambda x: atan(x)**2 - x),
    ("max(x, tanh(x))", lambda x: max(x, tanh(x))),
    ("x*asinh(x)^2", lambda x: x * asinh(x)**2),
    ("max(x, sigmoid(x))", lambda x: max(x, sigmoid(x))),
    ("exp(-x^2)", lambda x: exp(-x * x)),
    ("erf(x)*x", lambda x: erf(x) * x),
    ("log(abs(x)+0.1)", lambda x: log(fabs(x) + D("0.1"))),
    ("sqrt(x^2+1)-1", lambda x: sqrt(x * x + 1) - 1),
    ("pow(x^2+0.5, 0.3)", lambda x: (x * x + D("0.5"))**D("0.3")),
    ("log1p(x^2)", lambda x: log1p(x * x)),
    ("x*exp(-log(1+exp(-x)))", lambda x: x * sigmoid(x)),
    ("tan(tanh(x))", lambda x: tan(tanh(x))),
    ("log(exp(x)+exp(-x))", lambda x: log(2 * cosh(x))),
]
POINTS = [-800, -300, -100, -87, -30, -12.5, -5.25, -1.5, -0.75, -0.1, -1e-5,
          1e-5, 0.3, 0.9, 1.7, 2.5, 7.3, 20, 30, 87, 100, 400, 800]

for text, f in CASES:
    for point in POINTS:
        x = mpf(point)
        # A step that leaves sixty digits after two differences, and stays away from the nearest kink.
        h = mpf(10)**-40
        a, b, c = f(x - h), f(x), f(x + h)
        print(text, point, nstr(b, 20), nstr((c - a) / (2 * h), 20), nstr((c - 2 * b + a) / (h * h), 20), sep="\t")
