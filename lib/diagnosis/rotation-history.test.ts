import { describe, expect, it } from "vitest"
import { type RotationSighting, rotationHistory, rotationSighting } from "./rotation-history.ts"
import { certificate, runOf, tlsAttempt } from "./testing/observations.ts"

const start = Date.UTC(2026, 10, 23, 6)
const minute = 60_000
const iso = (minutes: number) => new Date(start + minutes * minute).toISOString()
const issue = (letter: string) => ({ sha256: letter, serial: letter, notBefore: iso(0), notAfter: iso(900) })

/** A run at a minute: the file held one certificate, changed at a minute, and the server served another. */
function seen(at: number, file: string, changed: number | undefined, served: string): RotationSighting {
	return {
		at: iso(at),
		path: "/etc/tls.crt",
		...(changed === undefined ? {} : { modifiedAt: iso(changed) }),
		file: issue(file),
		served: issue(served),
	}
}

const states = (sightings: readonly RotationSighting[]) =>
	rotationHistory(sightings).map(({ certificate: { sha256 }, state }) => `${sha256} ${state}`)

describe("rotationHistory", () => {
	it("says when the file changed, since when it is served, and the gap between at most", () => {
		const sightings = [seen(11, "b", 10, "a"), seen(1, "a", 0, "a"), seen(12, "b", 10, "b")]
		expect(rotationHistory(sightings)).toEqual([
			{
				certificate: issue("b"),
				path: "/etc/tls.crt",
				changedAt: iso(10),
				seenAt: iso(11),
				servedAt: iso(12),
				notServedAt: iso(11),
				gapMs: 2 * minute,
				state: "served",
			},
			expect.objectContaining({ certificate: issue("a"), servedAt: iso(1), gapMs: minute, state: "served" }),
		])
	})

	it("waits for five minutes after the change, and says never afterwards", () => {
		expect(states([seen(15, "b", 10, "a")])).toEqual(["b waiting"])
		expect(states([seen(16, "b", 10, "a")])).toEqual(["b never"])
	})

	it("counts from the first sight where the file system tells no time", () => {
		expect(states([seen(10, "b", undefined, "a"), seen(14, "b", undefined, "a")])).toEqual(["b waiting"])
		expect(states([seen(10, "b", undefined, "a"), seen(16, "b", undefined, "a")])).toEqual(["b never"])
	})

	it("says never of one that was replaced in the file before a run was served it", () => {
		expect(states([seen(1, "b", 0, "a"), seen(2, "c", 2, "c")])).toEqual(["c served", "b never"])
	})

	it("takes a certificate for served that is still served after the file lost it", () => {
		expect(states([seen(1, "b", 0, "a"), seen(2, "c", 2, "b")])).toEqual(["c waiting", "b served"])
	})

	it("is empty without sightings", () => {
		expect(rotationHistory([])).toEqual([])
	})
})

describe("rotationSighting", () => {
	const served = certificate({ sha256: "1".repeat(64) })
	const renewed = { ...served, sha256: "2".repeat(64), serial: "02" }
	const run = (leaf: typeof served, field = "certificate") => ({
		...runOf([tlsAttempt("external", { chain: [{ kind: "certificate", description: served }] })]),
		files: [{ field, path: "/etc/tls.crt", modifiedAt: iso(0), leaf }],
	})

	it("sets the file beside what was served", () => {
		expect(rotationSighting(run(renewed))).toMatchObject({
			path: "/etc/tls.crt",
			modifiedAt: iso(0),
			file: { sha256: renewed.sha256 },
			served: { sha256: served.sha256 },
		})
	})

	it.each([
		["the client's own certificate", run({ ...renewed, subject: "CN=client" })],
		["one of another CA", run({ ...renewed, issuer: "CN=other CA" })],
		["one of other names", run({ ...renewed, sans: { ...renewed.sans, dns: ["other.test"] } })],
		["a CA file", run(renewed, "ca")],
	])("keeps silent about %s", (_, given) => {
		expect(rotationSighting(given)).toBeUndefined()
	})
})
