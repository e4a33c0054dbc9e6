import { expect, test } from "vitest"
import type { Config, Job } from "@diapason/core"
import { commandLine, placesOf, processes, type CommandStyle } from "@diapason/executors"

const job: Job = { study: "s", session: "x", trial: 3, attempt: 1, seed: 9, config: {}, flat: {}, fidelity: 27 }
const config: Config = { lr: 0.003, amp: true, opt: { use: "sgd", momentum: 0.9 }, wd: null, units: [64, 32] }
const words = (style: Omit<CommandStyle, "command">, command: readonly string[] = ["run"], c: Config = config) =>
  commandLine({ command, ...style }, { ...job, config: c }, placesOf("/d", job)).slice(1)

test.each([
  [{}, ["--lr=0.003", "--amp=true", "--opt=sgd", "--momentum=0.9", "--units=[64,32]"]],
  [{ paramsVia: "args-space" }, ["--lr", "0.003", "--amp", "true", "--opt", "sgd", "--momentum", "0.9", "--units", "[64,32]"]],
  [{ paramsVia: "hydra" }, ["lr=0.003", "amp=true", "opt=sgd", "momentum=0.9", "units=[64,32]"]],
  [{ paramsVia: "env" }, []],
  [{ paramsVia: "file" }, []],
  [{ paramsVia: "none" }, []],
] as const)("style %j", (style, expected) => {
  expect(words(style)).toEqual(expected)
})

test("booleans are a value, there or not, or negated", () => {
  const both = { a: true, b: false }
  expect(words({}, ["x"], both)).toEqual(["--a=true", "--b=false"])
  expect(words({ booleans: "presence" }, ["x"], both)).toEqual(["--a"])
  expect(words({ booleans: "negatable" }, ["x"], both)).toEqual(["--a", "--no-b"])
})

test("booleans may differ by parameter, named by its path or on the command line", () => {
  const config: Config = { amp: false, nesterov: true, opt: { use: "sgd", foreach: false }, cache: true }
  const booleans = { amp: "presence", nesterov: "negatable", "opt.foreach": "negatable" } as const
  expect(words({ booleans }, ["x"], config)).toEqual(["--nesterov", "--opt=sgd", "--no-foreach", "--cache=true"])
  expect(words({ booleans: { foreach: "presence" }, paramsVia: "args-space" }, ["x"], { opt: { use: "sgd", foreach: true } })).toEqual([
    "--opt",
    "sgd",
    "--foreach",
  ])
})

test("a placeholder after a flag writes a boolean as it was asked for", () => {
  const command = ["x", "--amp", "{amp}", "--fast={fast}", "-v", "{v}", "{amp}"]
  const config = { amp: true, fast: false, v: false }
  expect(words({ booleans: "negatable" }, command, config)).toEqual(["--amp", "--no-fast", "-v", "false", "true"])
  expect(words({ booleans: "presence" }, command, config)).toEqual(["--amp", "-v", "false", "true"])
  expect(words({ booleans: { amp: "presence" } }, command, config)).toEqual(["--amp", "--fast=false", "-v", "false", "true"])
})

test("the step to run to has two names, and the device is filled in where there is one", () => {
  const command = ["x", "--epochs={budget}", "--gpu", "{gpu}", "{fidelity}"]
  expect(words({}, command)).toEqual(["--epochs=27", "27"])
  const granted = commandLine({ command }, { ...job, config }, placesOf("/d", job), { gpus: ["1", "3"] })
  expect(granted).toEqual(["x", "--epochs=27", "--gpu", "1,3", "27"])
})

test("hydra is given words that it reads back as they were", () => {
  const config = { a: "adam", b: "x,y", c: "it's", d: "", e: "a\\'b", f: "p/q:1", g: ["a", "b"], h: "${x} =" }
  expect(words({ paramsVia: "hydra" }, ["x"], config)).toEqual([
    "a=adam",
    "b='x,y'",
    "c='it\\'s'",
    "d=''",
    "e='a\\\\\\'b'",
    "f=p/q:1",
    'g=["a","b"]',
    "h='${x} ='",
  ])
})

test("with placeholders only they are filled", () => {
  expect(words({}, ["x", "-l{lr}", "{opt}/{momentum}", "{trial}.{seed}.{fidelity}", "{params_file}"])).toEqual([
    "-l0.003",
    "sgd/0.9",
    "3.9.27",
    "/d/s/trials/3/params.json",
  ])
})

test("braces that name nothing stay as they are", () => {
  expect(words({}, ["awk", "{print}"], { lr: 1 })).toEqual(["{print}", "--lr=1"])
})

test("a value that is null or inactive leaves out its word and the flag before it", () => {
  expect(words({}, ["x", "--wd", "{wd}", "--lr", "{lr}"])).toEqual(["--lr", "0.003"])
  expect(words({ leafNames: { gone: "gone", lr: "lr" } }, ["x", "--gone={gone}", "{lr}"])).toEqual(["0.003"])
})

test("the command line's own names are used", () => {
  expect(words({ leafNames: { "opt.momentum": "opt.momentum" } }, ["x"], { opt: { use: "sgd", momentum: 1 } })).toEqual([
    "--opt=sgd",
    "--opt.momentum=1",
  ])
})

test("a parameter that no placeholder names is refused before anything starts", () => {
  const leafNames = { lr: "lr", "opt.dropout": "dropout" }
  const open = (command: string[], style: object = {}) => processes({ command, leafNames, ...style })
  expect(() => open(["x", "{lr}"])).toThrow("D114  Parameter opt.dropout reaches nowhere: the command has placeholders, none is {dropout}.")
  for (const command of [["x"], ["x", "{lr}", "{dropout}"], ["x", "{lr}", "{opt.dropout}"], ["x", "{params_file}"]]) open(command)
  open(["x", "{lr}"], { paramsVia: "args" })
  open(["x", "{lr}"], { inputs: ["opt.dropout"] })
})
