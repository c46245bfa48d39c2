import { operatorFix } from "../../client-fixes.ts"
import type { CoherenceRule } from "../coherence-rule.ts"
import type { Setting, Settings } from "../settings.ts"

export const trustDomainsDiffer: CoherenceRule = {
	id: "trust-domains-differ",
	title: "Settings that belong together name different trust domains.",
	severity: "error",
	blame: "identity-provider",
	judge: ({ settings }) => {
		const own = settings.spire.flatMap(({ values }) => values.get("trust_domain") ?? [])
		const [first, ...others] = own
		if (first === undefined) return []
		const differing = others.filter(({ value }) => domain(value) !== domain(first.value))
		const foreign = expected(settings).filter(
			({ value }) => !own.some((each) => domain(each.value) === domain(value)),
		)
		return [
			...differing.map((other) => ({
				title: `SPIRE's server and agent name the trust domains ${domain(first.value)} and ${domain(other.value)}.`,
				detail: "An agent joins only a server of its own trust domain.",
				at: [other.at, first.at],
			})),
			...foreign.map((id) => ({
				title: `${domain(id.value)} is expected, and SPIRE issues for ${domain(first.value)}.`,
				detail:
					"An identity of another trust domain fits only when the two are federated. Otherwise nobody here can ever match.",
				at: [id.at, first.at],
				severity: "warning" as const,
			})),
		]
	},
	prose: {
		seen: [
			{ stack: "SPIRE", line: "trust domain mismatch" },
			{ stack: "go-spiffe", line: 'x509bundle: no X.509 bundle found for trust domain: "example.org"' },
		],
		means:
			"The trust domain is part of every SPIFFE ID, and of what the bundle is for. A letter apart, nothing verifies.",
		confirm: "spire-server bundle show and spire-agent api fetch x509 name the trust domain.",
		prevent: "Write it in one place.",
	},
	fixes: () => [operatorFix("Use one trust domain.", 'trust_domain = "example.org"')],
	citation: [{ text: "SPIFFE-ID", section: "2.1, Trust Domain" }],
}

function expected({ sides }: Settings): readonly Setting[] {
	return sides.flatMap(({ expectedIds }) => expectedIds).filter(({ value }) => value.startsWith("spiffe://"))
}

function domain(text: string): string {
	return text.replace(/^spiffe:\/\//, "").replace(/\/.*$/, "")
}
