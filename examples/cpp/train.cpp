// Fits a polynomial to a noisy curve by gradient descent, and prints its loss on points that it did not see. Knows nothing of any tuner:
// values come as flags, `--lr=0.05 --degree=3`, and each line `epoch=7 val_loss=0.31` is read by whoever runs it. C++11, standard library only.

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

// The number after `--name=` among the flags, or what it is otherwise.
static double flag(int argc, char **argv, const std::string &name, double otherwise) {
  const std::string start = "--" + name + "=";
  for (int i = 1; i < argc; i++)
    if (std::string(argv[i]).compare(0, start.size(), start) == 0) return std::atof(argv[i] + start.size());
  return otherwise;
}

static double value(const std::vector<double> &weights, double x) {
  double y = 0;
  for (std::size_t k = weights.size(); k-- > 0;) y = y * x + weights[k];
  return y;
}

int main(int argc, char **argv) {
  const double lr = flag(argc, argv, "lr", 0.01), decay = flag(argc, argv, "decay", 0);
  const int degree = static_cast<int>(flag(argc, argv, "degree", 1)), epochs = static_cast<int>(flag(argc, argv, "epochs", 40));

  std::mt19937 random(7);
  std::vector<double> xs, ys;
  for (int i = 0; i < 120; i++) {
    const double x = 2.0 * random() / random.max() - 1, noise = 0.2 * random() / random.max() - 0.1;
    xs.push_back(x);
    ys.push_back(std::sin(3 * x) + noise);
  }

  std::vector<double> weights(static_cast<std::size_t>(degree) + 1, 0.0);
  for (int epoch = 1; epoch <= epochs; epoch++) {
    for (int i = 0; i < 80; i++) {
      const double miss = value(weights, xs[i]) - ys[i];
      double power = 1;
      for (double &weight : weights) {
        weight -= lr * (miss * power + decay * weight);
        power *= xs[i];
      }
    }
    double loss = 0;
    for (int i = 80; i < 120; i++) loss += std::pow(value(weights, xs[i]) - ys[i], 2) / 40;
    if (!std::isfinite(loss)) {
      std::printf("epoch=%d val_loss=inf\n", epoch);
      return 0;
    }
    std::printf("epoch=%d val_loss=%.6g\n", epoch, loss);
    std::fflush(stdout);
  }
  return 0;
}
