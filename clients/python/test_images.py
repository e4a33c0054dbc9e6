"""AutoML for pictures: what is read, what is refused, what comes of it. There when this interpreter has what it is made with."""

import importlib.util
import json
import os
import subprocess
import sys
import unittest

from test_automl import HERE, THERE, Folder, run
from test_diapason import run as _  # noqa: F401  (puts the client and its builders on the path)

READ = THERE and importlib.util.find_spec("PIL")  # pictures can be read without what learns from them
THERE = READ and importlib.util.find_spec("torch")

if READ:
    import numpy as np
    import pandas as pd
    from PIL import Image

    from diapason_automl.images.pixels import Pixels, glance


def picture(kind, seed, size=(12, 12), mode="L"):
    """Light on the left, or on the right."""
    random = np.random.default_rng(seed)
    values = random.integers(0, 90, (size[1], size[0]))
    half = size[0] // 2
    values[:, half:] += 120 * (kind == "right")
    values[:, :half] += 120 * (kind == "left")
    return Image.fromarray(values.astype("uint8")).convert(mode)


class Pictures(Folder):
    def put(self, kind, count, size=(12, 12), mode="L", root="p"):
        os.makedirs(self.path(os.path.join(root, kind)), exist_ok=True)
        for seed in range(count):
            picture(kind, seed, size, mode).save(self.path(os.path.join(root, kind, f"{kind}{seed}.png")))

    def look(self, *words):
        code, answer = run("look", *words, "--out", self.path("w"), "--images", self.path("p"), "--seconds", "5")
        return answer if code == 0 else answer["errors"][0]

    def codes(self, answer):
        return {one["code"] for one in answer["warnings"]}


if READ:

    class Deep(Pictures):
        def save(self, values, name="deep.tif"):
            Image.fromarray(values).save(self.path(name))
            return Pixels(8, 1).read(self.path(name)).reshape(8, 8)

        def test_sixteen_bits_of_grey_keep_what_they_show(self):
            ramp = np.linspace(0, 65535, 8, dtype="uint16")[None, :].repeat(8, 0)
            for name in ("deep.tif", "deep.png"):
                self.assertEqual(self.save(ramp, name)[0].tolist(), (ramp[0] // 256).tolist())
            self.assertEqual(self.save(ramp.astype("int32"))[0].tolist(), (ramp[0] // 256).tolist())
            self.assertTrue(glance(self.path("deep.png")).grey)

        def test_floats_are_shown_by_their_own_range(self):
            ramp = np.linspace(-1, 1, 8, dtype="float32")[None, :].repeat(8, 0)
            row = self.save(ramp)[0]
            self.assertEqual((row[0], row[-1]), (0, 255))
            self.assertTrue((np.diff(row.astype(int)) > 0).all())
            self.assertEqual(self.save(np.full((8, 8), 3, "float32")).max(), 0)


if THERE:

    class Unlabelled(Pictures):
        def test_pictures_without_a_label_are_no_class(self):
            for kind in ("left", "right"):
                self.put(kind, 12)
            names = [(f"{kind}/{kind}{i}.png", kind if i < 10 else "") for kind in ("left", "right") for i in range(12)]
            table = self.write(pd.DataFrame(names, columns=["picture", "side"]), "labels.csv")
            answer = self.look(table, "--target", "side")
            self.assertEqual((answer["classes"], answer["rows_used"]), (["left", "right"], 20))

    class Refused(Pictures):
        def test_no_folder_no_pictures_one_class_and_mostly_broken_ones(self):
            self.assertEqual(self.look()["code"], "no-file")
            os.makedirs(self.path("p"))
            self.assertEqual(self.look()["code"], "no-images")
            picture("left", 0).save(self.path("p/loose.png"))
            self.assertIn("1 pictures lie in it", self.look()["why"])
            self.put("left", 12)
            self.assertEqual((self.look()["code"], "one class only" in self.look()["what"]), ("one-class", True))
            self.put("right", 1)
            self.assertEqual(self.look()["code"], "one-class")
            for number in range(20):
                self.write("no picture", f"p/right/x{number}.png")
            self.assertEqual(self.look()["code"], "no-images")

        def test_a_number_is_not_predicted_from_pictures(self):
            self.put("left", 8)
            self.put("right", 8)
            self.assertEqual(self.look("--task", "regression")["code"], "bad-flag")

    class Noticed(Pictures):
        def test_broken_ones_sizes_colours_loose_ones_and_a_class_of_one(self):
            self.put("left", 10)
            self.put("right", 10, (30, 20), "RGB")
            self.put("rare", 1)
            with open(self.path("p/left/left0.png"), "rb") as file:
                whole = file.read()
            with open(self.path("p/left/cut.png"), "wb") as file:
                file.write(whole[: len(whole) // 2])
            picture("left", 0).save(self.path("p/loose.png"))
            answer = self.look()
            self.assertTrue({"broken-image", "sizes", "colours", "unlabelled", "rare-class"} <= self.codes(answer), self.codes(answer))
            self.assertIn("have one picture", " ".join(one["what"] for one in answer["warnings"]))
            self.assertEqual((answer["classes"], answer["rows_used"], answer["image"]["channels"]), (["left", "right"], 20, 3))

        def test_a_table_says_files_and_classes(self):
            self.put("left", 8)
            self.put("right", 8)
            rows = [(f"{kind}/{kind}{seed}.png", kind) for kind in ("left", "right") for seed in range(9)]
            table = self.write(pd.DataFrame(rows, columns=["path", "side"]))
            answer = self.look(table, "--target", "side")
            self.assertEqual((answer["rows_used"], self.codes(answer) >= {"missing-file"}), (16, True))
            self.assertEqual(self.look(table, "--target", "sied")["code"], "no-target")
            self.assertEqual(self.look(self.write("path,side\nx.png,left\ny.png,right\n"), "--target", "side")["code"], "no-images")

    class Whole(Pictures):
        def test_a_worker_learns_by_epochs_and_finish_saves_a_model_that_predicts_a_folder(self):
            self.put("left", 30)
            self.put("right", 30)
            answer = self.look()
            env = {**os.environ, "PYTHONPATH": os.pathsep.join([HERE, *sys.path]), "OMP_NUM_THREADS": "1"}
            config = {**answer["portfolio"][0], "shift": 0.02, "turn": 0, "batch": 16}
            asks = [{"op": "trial", "trial": 0, "config": config, "fidelity": 9, "seed": 1}, {"op": "trial", "trial": 0, "config": config, "fidelity": 10, "resume": 9, "seed": 1}]
            asks.append({"op": "trial", "trial": 1, "config": {**config, "net": {"layers": [{"op": "conv", "width": 8, "kernel": 2}]}}, "fidelity": 1})
            lines = [json.dumps(one) for ask, count in zip(asks, (9, 1, 0)) for one in [ask, *[{"action": "continue"}] * count]]
            ran = subprocess.run([sys.executable, "-m", "diapason_automl", "worker", self.path("w")], input="\n".join(lines), env=env, universal_newlines=True, stdout=subprocess.PIPE)
            said = [json.loads(line) for line in ran.stdout.splitlines()]
            self.assertEqual([one["type"] for one in said], ["ready", *["report"] * 9, "result", "report", "result", "fail"])
            self.assertEqual((said[-2]["metrics"]["epochs"], said[-1]["kind"]), (10, "invalid"))
            code, done = run("finish", self.path("w"), "--out", self.path("m"))
            self.assertEqual((code, done["members"][0]["trial"], done["rows_fitted"]), (0, 0, answer["rows_train"] - answer["rows_judged"]))
            with open(self.path("m/model-card.md"), encoding="utf-8") as file:
                self.assertIn("pictures that no part of the search has seen", file.read())
            self.put("left", 3, root="new")
            self.put("right", 3, root="new")
            self.write("no picture", "new/left/broken.png")
            told = run("predict", self.path("m"), self.path("new"), "--out", self.path("p.csv"), "--proba")[1]
            self.assertEqual((told["rows"], told["warnings"][0]["code"], told["score"]), (7, "broken-image", done["test"]["score"] and 1.0))
            out = pd.read_csv(self.path("p.csv"))
            self.assertEqual(list(out.columns), ["file", "prediction", "probability_left", "probability_right"])
            self.assertTrue(pd.isna(out.prediction[0]))
            one = run("predict", self.path("m"), self.path("new/right/right0.png"), "--out", self.path("p.csv"))[1]
            self.assertEqual((one["rows"], pd.read_csv(self.path("p.csv")).prediction[0]), (1, "right"))


if __name__ == "__main__":
    unittest.main()
