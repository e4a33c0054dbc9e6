import { describe, expect, it } from "vitest"
import { parseAssignment, parseParameter, printParameter, type ParameterJson } from "@diapason/core"

const spellings: readonly (readonly [text: string, canonical: string, json: ParameterJson])[] = [
  ["1e-5..1e-1:log", "log(1e-05, 0.1)", { type: "float", low: 1e-5, high: 0.1, scale: "log" }],
  ["2..8", "int(2, 8)", { type: "int", low: 2, high: 8 }],
  ["2.0..8", "float(2, 8)", { type: "float", low: 2, high: 8 }],
  ["0..1e1", "float(0, 10)", { type: "float", low: 0, high: 10 }],
  ["-3..+3", "int(-3, 3)", { type: "int", low: -3, high: 3 }],
  [".5...75", "float(0.5, 0.75)", { type: "float", low: 0.5, high: 0.75 }],
  ["16..1024:pow2", "int(16, 1024, pow2)", { type: "int", low: 16, high: 1024, scale: "pow2" }],
  ["16..512:log", "int(16, 512, log)", { type: "int", low: 16, high: 512, scale: "log" }],
  ["0..0.5:step=0.05", "float(0, 0.5, step=0.05)", { type: "float", low: 0, high: 0.5, step: 0.05 }],
  ["1..9:step=2", "int(1, 9, step=2)", { type: "int", low: 1, high: 9, step: 2 }],
  ["0..1:step=0.25", "float(0, 1, step=0.25)", { type: "float", low: 0, high: 1, step: 0.25 }],
  ["0.9..0.9999:log1m", "log1m(0.9, 0.9999)", { type: "float", low: 0.9, high: 0.9999, scale: "reverse-log" }],
  ["1..64:log:default=8", "int(1, 64, log, default=8)", { type: "int", low: 1, high: 64, scale: "log", default: 8 }],
  ["float(1e-5, 1e-1, log)", "log(1e-05, 0.1)", { type: "float", low: 1e-5, high: 0.1, scale: "log" }],
  ["float(0.5, 0.9, scale=reverse-log)", "log1m(0.5, 0.9)", { type: "float", low: 0.5, high: 0.9, scale: "reverse-log" }],
  ["log(1, 100)", "log(1, 100)", { type: "float", low: 1, high: 100, scale: "log" }],
  ["float(1e-9,1e16)", "float(1e-09, 1e+16)", { type: "float", low: 1e-9, high: 1e16 }],
  ["adam,sgd,lion", 'choice("adam", "sgd", "lion")', { type: "choice", values: ["adam", "sgd", "lion"] }],
  ["choice(adam, sgd)", 'choice("adam", "sgd")', { type: "choice", values: ["adam", "sgd"] }],
  [`"a, b",'it"s',no`, 'choice("a, b", "it\\"s", "no")', { type: "choice", values: ["a, b", 'it"s', "no"] }],
  ["resnet-50,./a/b.txt,../c", 'choice("resnet-50", "./a/b.txt", "../c")', { type: "choice", values: ["resnet-50", "./a/b.txt", "../c"] }],
  ["16,32,64", "ordinal(16, 32, 64)", { type: "ordinal", values: [16, 32, 64] }],
  ["0.3,0.2,0.1", "ordinal(0.3, 0.2, 0.1)", { type: "ordinal", values: [0.3, 0.2, 0.1] }],
  ["16,64,32", "choice(16, 64, 32)", { type: "choice", values: [16, 64, 32] }],
  ["choice(16,32,64)", "choice(16, 32, 64)", { type: "choice", values: [16, 32, 64] }],
  ["true,false,null", "choice(true, false, null)", { type: "choice", values: [true, false, null] }],
  ['[3,3],[5,5],{"k":"v"}', 'choice([3,3], [5,5], {"k":"v"})', { type: "choice", values: [[3, 3], [5, 5], { k: "v" }] }],
  ["bool", "bool", { type: "bool" }],
  ["bool(default=true)", "bool(default=true)", { type: "bool", default: true }],
  ["0,1e-6..1e-2:log", "mix(0, log(1e-06, 0.01))", { type: "mix", of: [0, { type: "float", low: 1e-6, high: 1e-2, scale: "log" }] }],
  ["mix(auto, 1..3)", 'mix("auto", int(1, 3))', { type: "mix", of: ["auto", { type: "int", low: 1, high: 3 }] }],
  ['fixed("cifar10")', 'fixed("cifar10")', { type: "fixed", value: "cifar10" }],
  [
    "list(layers, int(16, 512, log))",
    "list(layers, int(16, 512, log))",
    { type: "list", length: "layers", of: { type: "int", low: 16, high: 512, scale: "log" } },
  ],
  ["list(2, bool)", "list(2, bool)", { type: "list", length: 2, of: { type: "bool" } }],
  ["list(2, (adam,sgd))", 'list(2, choice("adam", "sgd"))', { type: "list", length: 2, of: { type: "choice", values: ["adam", "sgd"] } }],
  [
    "branch(adam, sgd(momentum=0.5..0.99, nesterov=(bool if momentum>0.9)))",
    "branch(adam, sgd(momentum=float(0.5, 0.99), nesterov=(bool if momentum > 0.9)))",
    {
      type: "branch",
      branches: {
        adam: {},
        sgd: { momentum: { type: "float", low: 0.5, high: 0.99 }, nesterov: { type: "bool", when: "momentum > 0.9" } },
      },
    },
  ],
  ['derived("round( a*2 )")', 'derived("round(a * 2)")', { type: "derived", expr: "round(a * 2)" }],
  ["0.5..0.99 if opt=sgd", "float(0.5, 0.99) if opt=sgd", { type: "float", low: 0.5, high: 0.99, when: { opt: ["sgd"] } }],
  [
    "1,2 if opt=sgd,adam and n=1,true and s='a b'",
    'ordinal(1, 2) if opt=sgd,adam and n=1,true and s="a b"',
    { type: "ordinal", values: [1, 2], when: { opt: ["sgd", "adam"], n: [1, true], s: ["a b"] } },
  ],
  ["1..2 if width>=128 and not amp", "int(1, 2) if width >= 128 && !amp", { type: "int", low: 1, high: 2, when: "width >= 128 && !amp" }],
  [
    'int(1,2,unit=images,prior={"around":1})',
    'int(1, 2, prior={"around":1}, unit="images")',
    { type: "int", low: 1, high: 2, prior: { around: 1 }, unit: "images" },
  ],
]

describe("the one-line grammar", () => {
  it.each(spellings)("reads %s as %s", (text, canonical, json) => {
    expect(parseParameter(text).json).toEqual(json)
    expect(printParameter(json)).toBe(canonical)
    expect(parseParameter(canonical).json).toEqual(json)
  })

  it("takes a name before the first equals sign", () => {
    expect(parseAssignment("lr=1e-5..1e-1:log")).toEqual({ name: "lr", json: parseParameter("log(1e-5, 1e-1)").json })
    expect(parseAssignment("momentum = 0.5..0.99 if opt=sgd")).toEqual({
      name: "momentum",
      json: parseParameter("0.5..0.99 if opt=sgd").json,
    })
    expect(parseAssignment("model.weight-decay=0..1").name).toBe("model.weight-decay")
  })
})
