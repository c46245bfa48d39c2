import type { CertificateForm } from "./certificate-form.ts"
import { faults } from "./faults.ts"
import type { CertificateName } from "./read-name.ts"

const dayMs = 86_400_000

/** What is unusual about a certificate that can be issued all the same, as sentences. */
export function adviceFor(
	form: CertificateForm,
	names: readonly CertificateName[],
	lifetimeMs: number,
): readonly string[] {
	const fault = faults.find(({ id }) => id === form.fault)
	const advice = fault === undefined ? [] : [`Wrong on purpose: ${fault.label}. ${fault.means}`]
	const isLeaf = form.profile !== "root" && form.profile !== "intermediate"
	if (form.profile === "svid" && lifetimeMs > dayMs)
		advice.push(
			"SVIDs usually live for an hour and are renewed at half of it; this one lives for longer than a day.",
		)
	if (isLeaf && form.profile !== "svid" && lifetimeMs > 398 * dayMs)
		advice.push(
			"It lives for longer than 398 days: Apple's clients refuse that, and a lost key stays good for as long.",
		)
	if (isLeaf && lifetimeMs < 300_000)
		advice.push("It lives for less than five minutes, which clocks that differ use up quickly.")
	if (!isLeaf && lifetimeMs < 30 * dayMs)
		advice.push("This CA ends within a month, and everything that it issues ends with it.")
	if (form.profile === "root" && (form.permittedNames ?? []).length === 0)
		advice.push(
			"It may vouch for every name. Limit it with name constraints if others than you will trust it.",
		)
	if ([...(form.permittedNames ?? []), ...(form.excludedNames ?? [])].some((limit) => limit.includes("://")))
		advice.push(
			"rustls knows no name constraints on URIs and refuses every certificate with a URI below such a CA, SVIDs among them.",
		)
	if (names.some(({ kind, value }) => kind === "dns" && value.startsWith("*.")))
		advice.push(
			"A star stands for one label: *.example.org is a.example.org, and neither example.org nor a.b.example.org.",
		)
	if (form.keyAlgorithm === "ed25519")
		advice.push(
			"Browsers, gRPC for Java on Netty, gRPC for Python and every other language on C-core, and some hardware take no Ed25519 certificates; P-256 works everywhere.",
		)
	if (form.keyAlgorithm === "rsa4096")
		advice.push(
			"Signing with RSA 4096 costs a server about a hundred times what P-256 costs, at every handshake.",
		)
	return advice
}
