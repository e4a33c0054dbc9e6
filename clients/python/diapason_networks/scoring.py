"""PyTorch: what a network is worth before it is trained, and what it costs. All measure a copy; the network stays as it was."""

from __future__ import annotations

import copy
import math
import time
from typing import Any, Callable, Dict, Iterable, List, Optional

from diapason.reporting import library
from diapason.zerocost import code_determinant, jacobian_covariance

torch = library("torch")
nn = torch.nn

_BENDS = (nn.ReLU, nn.LeakyReLU, nn.ELU, nn.GELU, nn.SiLU, nn.Tanh, nn.Sigmoid)
_MAPS = (nn.Linear, nn.Conv1d, nn.Conv2d, nn.Conv3d)


def scores(module: Any, batch: Any, targets: Any = None, *, loss: Optional[Callable[[Any, Any], Any]] = None) -> Dict[str, float]:
    """Zero-cost scores from one batch, all but the last two greater for better networks, as a rule.

    `synflow` is the logarithm of its sum (Tanaka et al. 2020), `jacob_cov` and `naswot` need the batch alone, `grad_norm` and `snip`
    (Lee et al. 2019) the targets too, with cross entropy unless `loss` is given; without targets they are left out. `params` counts
    what is learned, `flops` two for each product of one example. They rank; they do not measure. A study that takes one as its
    metric searches for the score and not for a good network: report them beside what counts, or use them to choose what to train.
    """
    with torch.random.fork_rng(devices=[]):  # dropout draws, and the training that follows is to draw as if nothing had been measured
        found = {"synflow": synflow(module, batch), "jacob_cov": jacob_cov(module, batch), "naswot": naswot(module, batch)}
        if targets is not None:
            found.update(_by_gradient(module, batch, targets, loss or nn.functional.cross_entropy))
    found["params"] = float(sum(weight.numel() for weight in module.parameters()))
    found["flops"] = flops(module, batch)
    return found


def synflow(module: Any, batch: Any) -> float:
    """ln of the sum over all weights of |w dR/dw|, R the summed outputs for an input of ones, with |w| for w, in float64, without
    normalisation. Minus infinity where nothing flows."""
    network = _without_normalisation(copy.deepcopy(module)).double().eval()
    with torch.no_grad():
        for weight in network.parameters():
            weight.abs_()
    network.zero_grad()
    network(torch.ones_like(batch[:1], dtype=torch.float64)).sum().backward()
    total = sum(float((weight * weight.grad).abs().sum()) for weight in network.parameters() if weight.grad is not None)
    return math.log(total) if total > 0 else -math.inf


def jacob_cov(module: Any, batch: Any) -> float:
    """The spread of the slopes of the outputs at the examples: see `diapason.zerocost.jacobian_covariance`."""
    network = copy.deepcopy(module).train()
    inputs = batch.detach().clone().requires_grad_(True)
    network(inputs).sum().backward()
    return jacobian_covariance(inputs.grad.flatten(1).double().cpu().numpy())


def naswot(module: Any, batch: Any) -> float:
    """How well the examples are told apart by which units are on: see `diapason.zerocost.code_determinant`. nan without activations."""
    network, codes = copy.deepcopy(module).eval(), []
    bends = [part for part in network.modules() if isinstance(part, _BENDS)]
    hooks = [bend.register_forward_hook(lambda _part, given, _made: codes.append((given[0] > 0).flatten(1))) for bend in bends]
    with torch.no_grad():
        network(batch)
    for hook in hooks:
        hook.remove()
    return code_determinant(torch.cat(codes, 1).cpu().numpy()) if codes else math.nan


def flops(module: Any, batch: Any) -> float:
    """Two for each product of linear maps and convolutions, for one example."""
    products: List[float] = []
    network = copy.deepcopy(module).eval()

    def count(part: Any, _given: Any, made: Any) -> None:
        places = made[0].numel() / part.weight.shape[0]
        products.append(places * part.weight.numel())

    for part in network.modules():
        if isinstance(part, _MAPS):
            part.register_forward_hook(count)
    with torch.no_grad():
        network(batch[:1])
    return 2 * float(sum(products))


def latency(module: Any, batch: Any, *, repeats: int = 30, warmups: int = 10) -> float:
    """The median of the seconds that one pass in evaluation takes, after some that are not counted."""
    if repeats < 1:
        raise ValueError("repeats must be 1 or more")
    network, taken = copy.deepcopy(module).eval(), []
    with torch.no_grad():
        for number in range(warmups + repeats):
            begun = time.perf_counter()
            network(batch)
            if batch.is_cuda:
                torch.cuda.synchronize(batch.device)
            if number >= warmups:
                taken.append(time.perf_counter() - begun)
    taken.sort()
    return (taken[(repeats - 1) // 2] + taken[repeats // 2]) / 2


def memory(module: Any, batch: Any) -> float:
    """Bytes that one pass in training keeps: weights, buffers, and what each layer made for this batch."""
    network, kept = copy.deepcopy(module).train(), []
    for part in network.modules():
        if not list(part.children()):
            part.register_forward_hook(lambda part, _given, made: kept.append(0 if isinstance(part, nn.Identity) else _bytes([made])))
    with torch.no_grad():
        network(batch)
    return float(_bytes(network.parameters()) + _bytes(network.buffers()) + sum(kept))


def _by_gradient(module: Any, batch: Any, targets: Any, loss: Callable[[Any, Any], Any]) -> Dict[str, float]:
    """The norms of the gradients of the maps' weights, and |w dL/dw|, which is the gradient by a mask of ones, added up."""
    network = copy.deepcopy(module).train()
    network.zero_grad()
    loss(network(batch), targets).backward()
    weights = [part.weight for part in network.modules() if isinstance(part, _MAPS) and part.weight.grad is not None]
    norm = sum(float(weight.grad.norm()) for weight in weights)
    return {"grad_norm": norm, "snip": sum(float((weight * weight.grad).abs().sum()) for weight in weights)}


def _without_normalisation(module: Any) -> Any:
    kinds = (nn.modules.batchnorm._BatchNorm, nn.GroupNorm, nn.LayerNorm, nn.modules.instancenorm._InstanceNorm)
    for name, part in module.named_children():
        if isinstance(part, kinds):
            setattr(module, name, nn.Identity())
        else:
            _without_normalisation(part)
    return module


def _bytes(tensors: Iterable[Any]) -> int:
    return sum(tensor.numel() * tensor.element_size() for tensor in tensors)
