import { assemble, flatten, int, leaves, log, ordinal, scaledRate, space, spaceFromJson, type Infer } from "@diapason/core"
import fc from "fast-check"
import { describe, expect, expectTypeOf, it } from "vitest"

const spaces = {
  linear: space({ batch: int(16, 512, { scale: "pow2" }), ...scaledRate("lr", { base: log(1e-4, 1), batch: "batch", rule: "linear" }) }),
  sqrt: space({
    ...scaledRate("lr", { base: log(1e-4, 1), batch: "batch", rule: "sqrt", reference: 64 }),
    batch: ordinal(16, 32, 64, 512),
  }),
}

describe("a learning rate that follows the batch size", () => {
  it("is base · (B / reference)^κ, κ 1 for the linear and ½ for the square-root rule", () => {
    const [rate, batch] = [fc.double({ min: 1e-4, max: 1, noNaN: true }), fc.constantFrom(16, 32, 64, 512)]
    fc.assert(
      fc.property(rate, batch, (lr_base, batch) => {
        const of = (rule: "linear" | "sqrt") => assemble(spaces[rule], { batch, lr_base })["lr"] as number
        expect(of("linear")).toBeCloseTo(lr_base * (batch / 256), 15)
        expect(of("sqrt") / (lr_base * (batch / 64) ** 0.5)).toBeCloseTo(1, 14)
      }),
    )
  })

  it("is searched through its base: samplers see that and the batch size", () => {
    expect(spaces.linear.parameters.map(({ name }) => name)).toEqual(["batch", "lr_base"])
    const config = assemble(spaces.linear, { batch: 64, lr_base: 0.4 })
    expect(config).toEqual({ batch: 64, lr_base: 0.4, lr: 0.1 })
    expect(flatten(spaces.linear, config)).toEqual({ batch: 64, lr_base: 0.4 })
    expect(leaves(spaces.linear, config).map(({ flag }) => flag)).toEqual(["batch", "lr_base", "lr"])
  })

  it("has the type of a number, and is written in JSON as what it is made of", () => {
    expectTypeOf<Infer<typeof spaces.linear>>().toEqualTypeOf<{ batch: number; lr: number; lr_base: number }>()
    expect(spaces.linear.json["lr"]).toEqual({ type: "derived", expr: "lr_base * (batch / 256)" })
    expect(spaceFromJson(spaces.sqrt.json)).toEqual(spaces.sqrt)
  })

  it("names a batch size that is there", () => {
    const batsch = () => space({ ...scaledRate("lr", { base: log(1e-4, 1), batch: "batsch", rule: "linear" }), batch: int(16, 512) })
    expect(batsch).toThrow(
      expect.objectContaining({ code: "D110", words: expect.objectContaining({ mend: "did you mean batch?" }) as unknown }),
    )
  })
})
