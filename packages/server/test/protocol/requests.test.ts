import { describe, expect, it } from "vitest"
import { lab, log } from "./served.ts"

const ask = "/v1/studies/lab/trials:ask"
const key = (name: string) => ({ "idempotency-key": name })

describe("a request with a key", () => {
  it("that is sent again gets the same answer and is not done twice, also at the same time", async () => {
    const { post, at } = await lab()
    const both = await Promise.all([post(ask, { worker: "a" }, key("1")), post(ask, { worker: "a" }, key("1"))])
    expect(both[0]!.body).toEqual(both[1]!.body)
    expect((await post(ask, { worker: "a" }, key("1"))).body).toEqual(both[0]!.body)
    expect((await post(ask, { worker: "a" }, key("2"))).body).toMatchObject({ trial: 1 })
    expect((await post(ask, { count: 2 }, key("3"))).body).toEqual((await post(ask, { count: 2 }, key("3"))).body)
    expect((await log(at.store)).filter(({ kind }) => kind === "trial.started")).toHaveLength(4)
    await post("/v1/trials/lab/0/notes", { key: "k", value: 1 }, key("4"))
    await post("/v1/trials/lab/0/notes", { key: "k", value: 1 }, key("4"))
    expect((await log(at.store)).filter(({ kind }) => kind === "note.set")).toHaveLength(1)
  })

  it("with another body is refused", async () => {
    const { post, at } = await lab()
    await post(ask, { worker: "a" }, key("1"))
    expect(await post(ask, { worker: "b" }, key("1"))).toMatchObject({ status: 422, body: { code: "D423" } })
    expect((await log(at.store)).filter(({ kind }) => kind === "trial.started")).toHaveLength(1)
  })

  it("that failed may be sent again", async () => {
    const { post } = await lab()
    expect((await post("/v1/trials/lab/0:tell", { metrics: { loss: 1 } }, key("1"))).status).toBe(404)
    await post(ask)
    expect((await post("/v1/trials/lab/0:tell", { metrics: { loss: 1 } }, key("1"))).status).toBe(200)
  })
})
