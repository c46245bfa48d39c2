import { describe, expect, it } from "vitest"
import type { EnforcementAttempt, EnforcementControl } from "#probe/enforcement-observation"
import type { RunObservation } from "#probe/observation"
import { diagnose } from "./diagnose.ts"
import { mutualRun, row, tokenRun, withTable } from "./testing/enforcement-runs.ts"
import { healthyRun } from "./testing/observations.ts"

/** Expectation and judgement of the one row that matters. */
function judged(run: RunObservation, one: EnforcementAttempt, ...others: readonly EnforcementAttempt[]) {
	const [verdict] = diagnose(withTable(run, [one, ...others])).enforcement ?? []
	return `${verdict?.expected} ${verdict?.judgement}`
}

/** The same endpoint in another mode, or with other settings. */
function inMode(run: RunObservation, settings: Partial<RunObservation["settings"]>): RunObservation {
	return { ...run, settings: { ...run.settings, ...settings } }
}

const status = (name: string) => ({ status: name })

describe("what is expected of a posture", () => {
	it.each([
		["a mode that demands certificates", mutualRun()],
		["a server that was seen to demand one", inMode(mutualRun(), { mode: "auto" })],
		["a mode that demands one of a server that does not", inMode(healthyRun(), { mode: "external" })],
	])("is refusal of a stranger's certificate at %s", (_, run) => {
		expect(judged(run, row("foreign-ca", "let-in", { issuer: "made-up" }))).toBe("refused gap")
	})

	it("is nothing where neither mode nor server demands a certificate", () => {
		expect(judged(healthyRun(), row("no-certificate", "let-in"))).toBe("either not-applicable")
	})

	it("is always refusal of old versions and of plaintext on a TLS port, and nothing without ALPN", () => {
		expect(judged(healthyRun(), row("tls-1.0", "let-in"))).toBe("refused gap")
		expect(judged(healthyRun(), row("plaintext", "refused"))).toBe("refused as-expected")
		expect(judged(healthyRun(), row("no-alpn", "refused"))).toBe("either not-applicable")
	})

	it("is a matter of the owner's taste which member of its own trust domain may call", () => {
		expect(judged(mutualRun(), row("wrong-spiffe-id", "let-in", { issuer: "held" }))).toBe(
			"either not-applicable",
		)
		expect(judged(mutualRun(), row("wrong-spiffe-id", "let-in", { issuer: "made-up" }))).toBe("refused gap")
	})
})

describe("a refusal that comes after the connection was let in", () => {
	it("counts when it is HTTP, or a status that the right certificate does not get", () => {
		expect(judged(mutualRun(), row("foreign-ca", "transport-only", status("UNAUTHENTICATED")))).toBe(
			"refused as-expected",
		)
	})

	it("does not count when a caller in good order gets the same", () => {
		const run = inMode(mutualRun(), { hasToken: true })
		const noToken = row("no-token", "transport-only", status("UNAUTHENTICATED"))
		const stranger = row("foreign-ca", "transport-only", { issuer: "made-up", status: "UNAUTHENTICATED" })
		expect(judged(run, stranger, noToken)).toBe("refused gap")
	})

	it("counts for tokens, and not for plaintext or an old version, which were spoken all the same", () => {
		expect(judged(tokenRun(), row("no-token", "transport-only", status("UNAUTHENTICATED")))).toBe(
			"refused as-expected",
		)
		expect(judged(tokenRun(), row("plaintext", "transport-only", status("UNAUTHENTICATED")))).toBe(
			"refused gap",
		)
		expect(judged(tokenRun(), row("tls-1.1", "transport-only"))).toBe("refused gap")
	})
})

describe("what proves nothing", () => {
	it("is unknown when it could not be seen, and not applicable when it was not tried", () => {
		expect(judged(mutualRun(), row("expired", "unknown", { issuer: "made-up" }))).toBe("refused unknown")
		expect(judged(mutualRun(), row("expired", "skipped"))).toBe("refused not-applicable")
	})

	it("is the stream of a health service that is open as a whole", () => {
		const run = inMode(tokenRun(), { method: "a.B/C" })
		const watch = row("no-token-stream", "let-in", status("OK"))
		expect(judged(run, watch, row("health-without-token", "let-in", status("OK")))).toBe("refused unknown")
		expect(judged(run, watch, row("health-without-token", "transport-only", status("UNAUTHENTICATED")))).toBe(
			"refused gap",
		)
	})

	it("says so where a refusal may be meant for the issuer, and not where the alert names the fault", () => {
		const [vague] =
			diagnose(withTable(mutualRun(), [row("expired", "refused", { issuer: "made-up" })])).enforcement ?? []
		expect(vague?.text).toContain("may be meant for the issuer")
		const plain = row("expired", "refused", { issuer: "made-up" })
		const outcome = {
			kind: "refused",
			phase: "quiet",
			by: "server",
			alert: "certificate_expired",
			text: "No.",
		} as const
		const named = {
			...plain,
			...(plain.attempt === undefined ? {} : { attempt: { ...plain.attempt, outcome } }),
		}
		const [clear] = diagnose(withTable(mutualRun(), [named])).enforcement ?? []
		expect(clear?.text).not.toContain("issuer")
	})

	/** The verdict on an expired certificate of a CA that was given, beside what its good one came to. */
	function besideControl(
		control: EnforcementControl,
		expired = row("expired", "refused", { issuer: "held" }),
	) {
		const { enforcement, ...run } = withTable(mutualRun(), [expired])
		if (enforcement === undefined) throw new Error("no table")
		return diagnose({ ...run, enforcement: { ...enforcement, control } }).enforcement?.[0]
	}

	it.each([
		["refused", "was refused as well"],
		["unknown", "could not be seen"],
		["skipped", "could not be seen"],
	] as const)("says so of a CA that was given whose good certificate is %s: it %s", (actual, said) => {
		const verdict = besideControl({ actual, how: "As it was." })
		expect(verdict).toMatchObject({ judgement: "as-expected", mayMeanIssuer: true })
		expect(verdict?.text).toContain("may be meant for the issuer")
		expect(verdict?.text).toContain(said)
	})

	it.each(["let-in", "transport-only"] as const)(
		"is no doubt where the good certificate of the same CA is %s",
		(actual) => {
			const verdict = besideControl({ actual, how: "As it was." })
			expect(verdict).toMatchObject({ judgement: "as-expected", text: "Refused, as it should be." })
			expect(verdict).not.toHaveProperty("mayMeanIssuer")
		},
	)

	it("is a status after the handshake that the good certificate of the same CA gets as well", () => {
		const late = row("expired", "transport-only", { issuer: "held", status: "PERMISSION_DENIED" })
		const control = { actual: "transport-only", how: "As it was." } as const
		expect(besideControl({ ...control, status: "PERMISSION_DENIED" }, late)).toMatchObject({
			judgement: "gap",
			text: expect.stringContaining("that a good certificate would not have changed"),
		})
		expect(besideControl({ actual: "let-in", how: "As it was.", status: "OK" }, late)).toMatchObject({
			judgement: "as-expected",
		})
	})

	it("is a run without a table", () => {
		expect(diagnose(mutualRun()).enforcement).toBeUndefined()
	})
})

describe("findings", () => {
	it("name one cause where strangers are let in, not one for every certificate that a stranger made", () => {
		const rows = (["foreign-ca", "expired", "not-yet-valid", "wrong-eku"] as const).map((posture) =>
			row(posture, "let-in", { issuer: "made-up" }),
		)
		const { findings } = diagnose(withTable(mutualRun(), rows))
		expect(findings.map(({ rule }) => rule)).toEqual(["accepts-any-client-certificate"])
		expect(findings[0]?.evidence).toHaveLength(4)
	})

	it("name the date as well where the CA that signed is a right one", () => {
		const rows = [
			row("foreign-ca", "let-in", { issuer: "made-up" }),
			row("expired", "let-in", { issuer: "own" }),
		]
		const found = diagnose(withTable(mutualRun(), rows)).findings.map(({ rule }) => rule)
		expect(found).toContain("accepts-expired-client-certificate")
	})
})
