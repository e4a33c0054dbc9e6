"""Trains by flags of absl."""

import json

from absl import app, flags

FLAGS = flags.FLAGS
flags.DEFINE_float("learning_rate", 0.01, "Step of the descent.", lower_bound=0.0)
flags.DEFINE_integer("num_layers", 3, "Layers of the network.")
flags.DEFINE_bool("use_bn", True, "Normalise batches.")
flags.DEFINE_enum("optimizer", "sgd", ["sgd", "adam", "lion"], "Which optimizer.")
_WARMUP = flags.DEFINE_integer("warmup_steps", 500, "Steps of warm-up.")
flags.DEFINE_string("workdir", "/tmp/run", "Where results go.")


def main(argv):
    del argv
    print(json.dumps({"step": 1, "eval/perplexity": 20 / FLAGS.num_layers}))


if __name__ == "__main__":
    app.run(main)
