import { describe, expect, it } from "vitest"
import { svidChecklist } from "#spiffe/svid-checklist"
import { describeCertificate } from "#x509/describe"
import { verifyChain } from "#x509/path/verify-chain"
import { parsePemCertificates } from "#x509/pem-certificates"
import { createAuthority } from "./authority.ts"
import type { CertificateForm } from "./certificate-form.ts"
import { faults } from "./faults.ts"
import { planCertificate } from "./plan-certificate.ts"
import { formOf, issuePlanned, problemsOf } from "./testing/planned.ts"

const now = new Date()
const sides = ["server", "client"] as const
/** Faults that only whoever looks for a name can find. */
const aboutNames: readonly string[] = ["cn-only", "wrong-host"]
const root = await createAuthority({ commonName: "Plan Root" })
const rsa = await createAuthority({ commonName: "RSA Root", keyAlgorithm: "rsa2048" })
const p384 = await createAuthority({ commonName: "Lower", keyAlgorithm: "p384", parent: rsa })

describe("wrong on purpose", () => {
	const all = faults.flatMap((fault) =>
		fault.profiles.flatMap((profile) =>
			[root, rsa, p384].map((authority) => ({
				fault,
				profile,
				authority,
				by: authority.certificate.subject,
			})),
		),
	)
	it.each(all)(
		"$fault.id, as $profile below $by, is found for the reason on its label and for no other",
		async ({ fault, profile, authority }) => {
			const leaf = await issuePlanned(formOf(profile, { fault: fault.id }), authority)
			const chain = parsePemCertificates(leaf.chainPem)
			const roots = [authority === root ? root.der : rsa.der]
			const observed = await describeCertificate(leaf.der)
			if (!chain.ok || observed.kind !== "certificate") throw new Error("it cannot be read")
			const checklist = profile === "svid" ? svidChecklist(observed.description) : []
			const failed = checklist.filter(({ verdict }) => verdict === "fail")
			const usages =
				profile === "both" || profile === "svid" ? sides : sides.filter((side) => side === profile)
			for (const usage of usages) {
				const isNamed = usage === "server" && profile !== "svid"
				const { reasons } = await verifyChain({
					...{ chain: chain.value, roots, at: now.getTime(), usage, trustSource: "given" },
					...(isNamed ? { name: "api.example.org" } : {}),
				})
				const found = [...reasons, ...failed].map(({ rule }) => rule)
				const allowed = [fault.rule[usage], ...(fault.id === "wrong-eku" ? ["svid-extended-key-usage"] : [])]
				if (isNamed || !aboutNames.includes(fault.id)) expect(found).toContain(fault.rule[usage])
				expect(found.filter((rule) => !allowed.includes(rule))).toEqual([])
			}
		},
	)

	it("says on the plan what is wrong with it", async () => {
		const plan = await planCertificate(formOf("server", { fault: "broken-chain" }), { now, authority: root })
		expect(plan.ok && plan.value.advice[0]).toMatch(/^Wrong on purpose: Intermediate left out\. /)
	})

	it.each<[string, Partial<CertificateForm>, RegExp]>([
		["an intermediate below a path length of 0", { fault: "broken-chain" }, /path length is 0/],
		["another host below name constraints", { fault: "wrong-host" }, /must not vouch for wrong-host/],
		[
			"a CN that cannot hold the name",
			{ fault: "cn-only", names: [`${"a".repeat(60)}.example.org`] },
			/64 characters/,
		],
		["a CA that ends before tomorrow", { fault: "not-yet-valid", lifetime: "1h" }, /ends before tomorrow/],
	])("refuses what would be wrong twice: %s", async (_, more, text) => {
		const limited = await issuePlanned(
			formOf("root", { pathLength: 0, permittedNames: ["example.org"], lifetime: "2h" }),
		)
		const form = formOf("server", { names: ["api.example.org"], lifetime: "1h", ...more })
		expect(await problemsOf(form, { ...limited, chainPem: "" })).toEqual([expect.stringMatching(text)])
		expect((await problemsOf(form, { ...limited, chainPem: "" }))[0]).toMatch(/^fault: /)
	})

	it("signs with SHA-1 below no Ed25519 CA", async () => {
		const ed25519 = await createAuthority({ commonName: "Ed", keyAlgorithm: "ed25519" })
		expect(await problemsOf(formOf("server", { fault: "sha1" }), ed25519)).toEqual([
			expect.stringMatching(/^fault: An Ed25519 CA/),
		])
	})
})
