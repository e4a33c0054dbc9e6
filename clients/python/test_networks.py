"""Described networks: read and refused without any library, morphed with numpy, built and scored with torch.

The parts that need a library are there where this interpreter has it. `python -m unittest test_networks` in this folder runs them.
"""

import importlib.util
import math
import unittest

from test_diapason import run  # noqa: F401  (puts this folder on the path)

from diapason.described import Unbuildable, flops, parameters, plan, tensors


def chain(*layers):
    return {"layers": [dict(layer) for layer in layers]}


def layer(op, width=None, **more):
    return {"op": op, **({} if width is None else {"width": width}), **more}


PICTURE = (1, 9, 8)


def edges(*ops):
    """A cell of three nodes."""
    return {"edges": [{"from": a, "to": b, "op": op} for (a, b), op in zip(((0, 1), (0, 2), (1, 2)), ops)]}


EDGES = edges("conv3x3", "skip", "avgpool")
NODES = {"operations": ["input", "conv1x1", "conv3x3", "maxpool", "output"], "edges": [[0, 1], [1, 4], [0, 2], [2, 4], [0, 3]]}


class Read(unittest.TestCase):
    def test_parameters_and_flops_are_those_of_a_count_by_hand(self):
        planned = plan(chain(layer("conv", 8, kernel=3), layer("pool"), layer("linear", 10)), (1, 28, 28), 10)
        self.assertEqual(parameters(planned), (9 * 8 + 8) + (8 * 14 * 14 * 10 + 10) + (10 * 10 + 10))
        self.assertEqual(flops(planned), 2 * (28 * 28 * 9 * 8 + 8 * 14 * 14 * 10 + 10 * 10))
        self.assertEqual(parameters(plan(chain(), (64,), 10)), 650)

    def test_whole_numbers_may_come_as_floats_and_unknown_values_never_pass(self):
        self.assertEqual(tensors(plan(chain(layer("linear", 4.0)), (3,), 2))["layers.0.op.weight"], (4, 3))

    def test_what_cannot_be_built_is_refused_in_a_sentence(self):
        refused = [
            (7, (3,), "described by an object"),
            ({}, (3,), "neither layers nor edges; it has nothing"),
            (chain(layer("conv", 4)), (3,), "layer 0 is a conv, which needs positions, but what comes before it is 3 plain numbers"),
            (chain(layer("conv", 4), layer("linear", 4), layer("pool")), PICTURE, "layer 2 is a maxpool, which needs positions"),
            (chain(layer("conv", 4, kernel=4)), PICTURE, "layer 0 has a kernel of 4, which has no middle; take an odd one, such as 5"),
            (chain(*[layer("pool")] * 4), PICTURE, "layer 3 looks at windows of 2, but only 1 are left"),
            (chain(layer("linear")), (3,), "layer 0 is a linear without a width"),
            (chain(layer("linear", 0)), (3,), "layer 0: width must be a whole number from 1 on, not 0"),
            (chain(layer("linear", 2.5)), (3,), "not 2.5"),
            (chain(layer("linear", True)), (3,), "not True"),
            (chain(layer("lstm", 3)), (3,), "there is no op 'lstm'; there are linear, conv"),
            (chain(layer("linear", 3, activation="relo")), (3,), "there is no activation 'relo'; there are none, relu"),
            (chain(layer("linear", 3, normalisation="instance")), (3,), "take batch or layer"),
            (chain(layer("linear", 3, dropout=1)), (3,), "dropout must be a number from 0 to below 1"),
            (chain(layer("linear", 3, units=4)), (3,), "a field 'units' that no builder knows; the fields are op, width"),
            ({"layers": [3]}, (3,), "layer 0 has no op; it is 3"),
            ({"layers": "conv"}, (3,), "layers must be a list"),
            (chain(), (0,), "the input shape must be a whole number from 1 on"),
            (chain(), (1, 2, 3, 4, 5), "the input shape has 5 numbers"),
            ({"edges": [{"from": 0, "to": 1, "op": "none"}]}, PICTURE, "no path leads from the input to the output"),
            ({"edges": [{"from": 0, "to": 1, "op": "skip"}, {"from": 1, "to": 2, "op": "none"}]}, PICTURE, "no path leads"),
            ({"nodes": 3, "edges": [{"from": 0, "to": 1, "op": "skip"}]}, PICTURE, "no path leads"),
            ({"edges": [{"from": 1, "to": 0, "op": "skip"}]}, PICTURE, "does not lead forward"),
            ({"edges": [{"from": 0, "to": 1, "op": "conv9"}]}, PICTURE, "0-1: there is no operation 'conv9'"),
            ({"edges": [{"from": 0, "to": 1, "op": "conv2x2"}]}, PICTURE, "has a window of 2, which has no middle"),
            ({"edges": [{"from": 0, "to": 1, "op": "conv3x3"}]}, (64,), "0-1 is a conv, which needs positions"),
            ({"edges": [{"from": 0, "to": 1, "op": "linear"}]}, PICTURE, "conv1x1 is the same at each"),
            ({"edges": [{"from": 0, "op": "skip"}]}, PICTURE, "an edge needs from, to and op"),
            ({"edges": [{"from": 0, "to": 1, "op": "skip"}] * 2}, PICTURE, "there are two edges from 0 to 1"),
            (chain(layer(["conv"], 4)), PICTURE, "layer 0 has an op that is no word: ['conv']"),
            (chain(), 5, "the input shape is a list of numbers, such as (64,); it is 5"),
            ({"nodes": "4", "edges": [{"from": 0, "to": 1, "op": "skip"}]}, PICTURE, "nodes is how many there are, a whole number; it is '4'"),
            ({"operations": ["conv"], "edges": []}, PICTURE, "must begin with input and end with output"),
            ({"operations": ["input", "output"], "edges": [[0, 2]]}, PICTURE, "leads to a node that is not there"),
            ({"operations": ["input", "output"], "edges": [[0]]}, PICTURE, "an edge is a pair of nodes"),
        ]
        for network, shape, sentence in refused:
            with self.subTest(sentence=sentence), self.assertRaises(Unbuildable) as caught:
                plan(network, shape, 2)
            self.assertIn(sentence, str(caught.exception))

    def test_what_no_path_touches_is_left_out(self):
        self.assertEqual([piece.path for piece in plan(NODES, PICTURE, 3).pieces], ["stem", "cells.0.1", "cells.0.2"])
        self.assertEqual(plan(EDGES, PICTURE, 3).wires, ((0, 1, "0-1"), (0, 2, "0-2"), (1, 2, "1-2")))


if importlib.util.find_spec("numpy") is not None:
    import numpy
    from diapason.inheritance import inherited
    from diapason.morphisms import copies, framed, split, unchanged, widened
    from diapason.zerocost import code_determinant, jacobian_covariance

    def random_state(planned, seed):
        random = numpy.random.default_rng(seed)
        state = {path: random.normal(size=shape) for path, shape in tensors(planned).items()}
        return {path: abs(value) + 0.5 if path.endswith("running_var") else value for path, value in state.items()}

    def convolved(x, weight, bias):
        """Of pictures, padded to keep their size, from the definition."""
        half = weight.shape[2] // 2
        padded = numpy.pad(x, [(0, 0), (0, 0), (half, half), (half, half)])
        windows = numpy.lib.stride_tricks.sliding_window_view(padded, weight.shape[2:], axis=(2, 3))
        return numpy.einsum("nchwij,ocij->nohw", windows, weight) + bias[:, None, None]

    def computed(planned, state, x):
        """A network of linear maps and convolutions in evaluation, without torch."""
        for piece in planned.pieces:
            path = piece.path + "."
            x = x.reshape(len(x), -1) if piece.op == "linear" else x
            tail = (slice(None),) + (None,) * (x.ndim - 2)
            if piece.op == "linear":
                y = x @ state[path + "op.weight"].T + state[path + "op.bias"]
            else:
                y = convolved(x, state[path + "op.weight"], state[path + "op.bias"])
            if piece.normalisation == "batch":
                words = ("running_mean", "running_var", "weight", "bias")
                mean, variance, gain, shift = (state[path + "norm." + word][tail] for word in words)
                y = (y - mean) / numpy.sqrt(variance + 1e-5) * gain + shift
            if piece.skip == "project":
                weight = state[path + "skip.weight"]
                y = y + (x @ weight.T if piece.op == "linear" else convolved(x, weight, numpy.zeros(len(weight))))
            elif piece.skip:
                y = y + x
            x = {"relu": lambda v: numpy.maximum(v, 0), "tanh": numpy.tanh, "none": lambda v: v}[piece.activation](y)
        x = x.mean((2, 3)) if x.ndim > 2 else x
        return x @ state["head.weight"].T + state["head.bias"]

    def skipping(op, *widths):
        return chain(*[layer(op, width, skip=True) for width in widths])

    KEPT = [  # parent, child, shape
        (chain(layer("linear", 5, activation="tanh")), chain(layer("linear", 9, activation="tanh")), (4,)),
        (chain(layer("linear", 5), layer("linear", 6)), chain(layer("linear", 12), layer("linear", 7)), (4,)),
        (chain(layer("linear", 5)), chain(layer("linear", 8), layer("linear", 11), layer("linear", 11, skip=True)), (4,)),
        (chain(layer("linear", 5)), chain(layer("linear", 5), layer("linear", 8, skip=True, normalisation="batch")), (4,)),
        (skipping("linear", 4, 4), skipping("linear", 7, 7), (4,)),
        (skipping("linear", 6, 6), skipping("linear", 6, 9), (4,)),
        (
            chain(layer("conv", 3, normalisation="batch"), layer("conv", 4, kernel=1)),
            chain(layer("conv", 5, kernel=5, normalisation="batch"), layer("conv", 6, skip=False), layer("conv", 8, normalisation="batch")),
            PICTURE,
        ),
        (chain(layer("conv", 2), layer("linear", 5)), chain(layer("conv", 4, kernel=7), layer("linear", 6), layer("linear", 6)), PICTURE),
        (skipping("conv", 4, 4), skipping("conv", 6, 6, 6), PICTURE),
    ]

    BENT = layer("linear", 5, activation="tanh")
    LOST = [  # parent, child, what is said
        (chain(layer("linear", 5)), chain(layer("linear", 4)), "layers.0 is narrower"),
        (chain(layer("linear", 5)), chain(), "the child has 0 layers and its parent 1"),
        (chain(BENT), chain(BENT, BENT), "layers.1 is new and cannot pass on"),
        (chain(layer("linear", 5)), chain(layer("linear", 5, activation="tanh")), "its activation is another"),
        (chain(layer("linear", 5)), chain(layer("identity")), "layers.0 is identity and was linear"),
        (skipping("linear", 4), chain(layer("linear", 4)), "its skip is another"),
        (chain(layer("linear", 5, normalisation="layer")), chain(layer("linear", 7, normalisation="layer")), "some now count twice"),
    ]

    class Morphed(unittest.TestCase):
        def test_copied_units_share_out_what_reads_them(self):
            random = numpy.random.default_rng(1)
            first, second = random.normal(size=(3, 2)), random.normal(size=(4, 3))
            grown = copies(3, 8, random)
            numpy.testing.assert_array_equal(grown.of[:3], [0, 1, 2])
            numpy.testing.assert_allclose(numpy.bincount(grown.of, weights=grown.shares), 1)
            wide = widened(second, numpy.arange(4), grown) @ first[grown.of]
            numpy.testing.assert_allclose(wide, second @ first, atol=1e-12)
            # Copies that counted alike would stay alike for ever.
            shares = split(numpy.zeros(5, dtype=int), random)
            self.assertEqual(len(set(shares)), 5)
            numpy.testing.assert_array_equal(widened(second, numpy.arange(4), unchanged(3)), second)

        def test_a_window_grows_by_a_rim_of_zeros_and_shrinks_to_its_middle(self):
            window = numpy.arange(9.0).reshape(1, 1, 3, 3)
            self.assertEqual(framed(window, 5).sum(), window.sum())
            numpy.testing.assert_array_equal(framed(framed(window, 7), 3), window)
            self.assertEqual(framed(window, 1).ravel().tolist(), [4])

        def test_the_child_computes_what_its_parent_does(self):
            for number, (old, new, shape) in enumerate(KEPT):
                with self.subTest(number=number):
                    parent, child = plan(old, shape, 3), plan(new, shape, 3)
                    trained, x = random_state(parent, number), numpy.random.default_rng(9).normal(size=(8,) + shape)
                    state, done = inherited(child, parent, trained, random_state(child, 50 + number), seed=number)
                    self.assertEqual((done.preserved, done.why), (True, ()))
                    difference = abs(computed(child, state, x) - computed(parent, trained, x)).max()
                    self.assertLess(difference, 1e-5)
                    again, _ = inherited(child, parent, trained, random_state(child, 50 + number), seed=number)
                    self.assertTrue(all((state[path] == again[path]).all() for path in state))

        def test_what_is_not_kept_is_said_and_what_fits_is_taken_all_the_same(self):
            for old, new, why in LOST:
                with self.subTest(why=why):
                    parent, child = plan(old, (4,), 3), plan(new, (4,), 3)
                    trained = random_state(parent, 1)
                    state, done = inherited(child, parent, trained, random_state(child, 2))
                    self.assertFalse(done.preserved)
                    self.assertIn(why, " ".join(done.why))
                    self.assertIn("head.bias", done.taken)
                    numpy.testing.assert_array_equal(state["head.bias"], trained["head.bias"])

        def test_any_two_networks_can_be_parent_and_child(self):
            choices = [layer(op, 5, kernel=3, skip=skip) for op in ("conv", "sepconv", "linear") for skip in (False, True)]
            choices += [layer("conv", 7, normalisation="batch"), layer("conv", 3, stride=2), layer("linear", 9)]
            choices += [layer("pool"), layer("identity")]
            random = numpy.random.default_rng(3)

            def drawn():
                while True:
                    try:
                        return plan(chain(*[choices[i] for i in random.integers(0, len(choices), random.integers(0, 5))]), PICTURE, 3)
                    except Unbuildable:
                        pass

            for _ in range(300):
                child, parent = drawn(), drawn()
                fresh = random_state(child, 2)
                state, _ = inherited(child, parent, random_state(parent, 1), fresh)
                self.assertEqual({path: value.shape for path, value in state.items()}, tensors(child))

    class Scored(unittest.TestCase):
        def test_the_determinant_of_codes(self):
            codes = [[1, 0, 1, 1], [1, 1, 0, 1], [0, 0, 1, 0]]  # they agree in 4, 2, 2; 4, 0; 4 units
            self.assertAlmostEqual(code_determinant(codes), math.log(32), places=12)
            self.assertEqual(code_determinant([[1, 0], [1, 0]]), -math.inf)

        def test_the_covariance_of_slopes(self):
            k = 1e-5  # two examples that correlate by 0.5: the eigenvalues are 1.5 and 0.5
            slopes = [[1.0, 0.0, -1.0], [0.0, 1.0, -1.0]]
            expected = -sum(math.log(value + k) + 1 / (value + k) for value in (1.5, 0.5))
            self.assertAlmostEqual(jacobian_covariance(slopes), expected, places=9)
            self.assertTrue(math.isnan(jacobian_covariance([[0.0, 0.0], [1.0, 2.0]])))


if importlib.util.find_spec("numpy") is not None and importlib.util.find_spec("torch") is not None:
    import torch
    from diapason import torch as ours
    from torch import nn

    SEPARABLE, POOL = layer("sepconv", 4), layer("pool")

    class Built(unittest.TestCase):
        def test_a_network_of_each_kind_gives_its_outputs_and_has_the_tensors_of_its_plan(self):
            torch.manual_seed(0)
            deep = chain(
                *[layer("sepconv", 6, kernel=5, activation="gelu", normalisation="batch", skip=True), layer("identity")],
                *[layer("conv", 6, normalisation="layer", skip=True, dropout=0.1), layer("avgpool", kernel=3)],
                *[layer("conv", 8, stride=2, normalisation="instance", skip=True), layer("linear", 7, activation="silu", skip=True)],
            )
            networks = [(deep, (2, 11)), (deep, PICTURE), (deep, (1, 9, 8, 7)), (skipping("linear", 5), (5,)), (chain(), (5,))]
            networks += [(EDGES, PICTURE), (NODES, PICTURE), ({"edges": [{"from": 0, "to": 1, "op": "linear"}]}, (5,))]
            for network, shape in networks:
                with self.subTest(shape=shape, network=str(network)[:40]):
                    built = ours.build(network, shape, 3, cells=2)
                    self.assertEqual(built(torch.randn(4, *shape)).shape, (4, 3))
                    state = {path: tuple(value.shape) for path, value in built.state_dict().items() if "num_batches" not in path}
                    self.assertEqual(state, tensors(built.plan))
                    found = ours.scores(built, torch.randn(4, *shape))
                    self.assertEqual((found["params"], found["flops"]), (parameters(built.plan), flops(built.plan)))

        def test_the_child_computes_what_its_parent_does_in_evaluation(self):
            more = [
                (EDGES, EDGES, PICTURE),
                (edges("conv1x1", "none", "avgpool"), edges("conv3x3", "none", "avgpool"), PICTURE),
                (edges("conv3x3", "none", "avgpool"), edges("conv3x3", "conv5x5", "avgpool"), PICTURE),
                (chain(SEPARABLE, POOL), chain({**SEPARABLE, "width": 6, "kernel": 5}, POOL, layer("sepconv", 8)), PICTURE),
            ]
            for number, (old, new, shape) in enumerate(KEPT + more):
                with self.subTest(number=number):
                    torch.manual_seed(number)
                    parent, x = ours.build(old, shape, 3), torch.randn(16, *shape)
                    parent.train()(x)  # so that batch normalisations have seen something
                    child = ours.build(new, shape, 3, width=16 if number < len(KEPT) else 20)
                    done = ours.inherit(child, parent, seed=number)
                    self.assertEqual((done.preserved, done.why), (True, ()))
                    with torch.no_grad():
                        self.assertLess(float((child.eval()(x) - parent.eval()(x)).abs().max()), 1e-5)

        def test_a_child_goes_on_learning_in_each_of_its_layers(self):
            torch.manual_seed(2)
            parent = ours.build(chain(layer("linear", 5)), (4,), 3)
            new = [layer("linear", 8), layer("linear", 8, skip=True), layer("linear", 8, skip=True, normalisation="batch")]
            child = ours.build(chain(*new), (4,), 3)
            ours.inherit(child, parent)
            nn.functional.cross_entropy(child(torch.randn(32, 4)), torch.arange(32) % 3).backward()
            for number in range(3):
                grads = [float(weight.grad.abs().sum()) for weight in child.layers[number].parameters()]
                self.assertGreater(max(grads), 0)

    class ScoredByTorch(unittest.TestCase):
        def test_the_flow_of_a_linear_network_by_hand(self):
            network = nn.Sequential(nn.Linear(2, 2, bias=False), nn.Linear(2, 1, bias=False))
            network[0].weight.data = torch.tensor([[1.0, -2.0], [3.0, 0.5]])
            network[1].weight.data = torch.tensor([[2.0, -1.0]])
            found = ours.scores(network, torch.randn(5, 2))
            self.assertAlmostEqual(math.exp(found["synflow"]), 19, places=9)  # R is 9.5, and each of two layers carries it
            self.assertTrue(math.isnan(found["naswot"]))
            self.assertEqual((found["params"], found["flops"]), (6, 12))

        def test_gradients_by_hand(self):
            network = nn.Linear(2, 1, bias=False)
            network.weight.data = torch.tensor([[1.0, -2.0]])
            batch, target = torch.tensor([[3.0, 4.0]]), torch.tensor([[0.0]])
            found = ours.scores(network, batch, target, loss=lambda made, wanted: (made - wanted).sum())
            self.assertAlmostEqual(found["grad_norm"], 5, places=6)  # the gradient is the input
            self.assertAlmostEqual(found["snip"], 3 + 8, places=6)

        def test_the_codes_of_units_that_are_on(self):
            network = nn.Sequential(nn.Linear(4, 4, bias=False), nn.ReLU())
            network[0].weight.data = torch.eye(4)
            batch = torch.tensor([[1.0, 0, 1, 1], [1, 1, 0, 1], [0, 0, 1, 0]]) - 0.5
            self.assertAlmostEqual(ours.scores(network, batch)["naswot"], math.log(32), places=9)

        def test_nothing_is_changed_and_costs_are_measured(self):
            torch.manual_seed(1)
            network = ours.build(chain(layer("conv", 4, normalisation="batch", dropout=0.5), layer("pool")), PICTURE, 3)
            before = {path: value.clone() for path, value in network.state_dict().items()}
            batch, chance = torch.randn(8, *PICTURE), torch.get_rng_state()
            found = ours.scores(network, batch, torch.arange(8) % 3)
            self.assertTrue(torch.equal(torch.get_rng_state(), chance))
            self.assertTrue(all(math.isfinite(value) for value in found.values()), found)
            self.assertGreater(ours.latency(network, batch[:1], repeats=3, warmups=1), 0)
            self.assertGreater(ours.memory(network, batch), ours.memory(network, batch[:1]))
            self.assertTrue(all(torch.equal(value, before[path]) for path, value in network.state_dict().items()))
            self.assertTrue(all(weight.grad is None for weight in network.parameters()) and network.training)


if __name__ == "__main__":
    unittest.main()
