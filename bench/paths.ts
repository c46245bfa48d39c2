import { readCertificate } from "#x509/certificate"
import type { NameConstraints } from "#x509/name-constraints"
import { ComparisonBudget } from "#x509/path/comparison-budget"
import { liveRules } from "#x509/path/path-rules"
import { verifyProfile } from "#x509/path/verify-profile"
import { makeAuthority, makeCertificate, usage } from "#x509/testing/make-certificate"

/** Worst cases of path validation: time and growth of memory of each, beside the rule that ended it. */
export async function benchPaths(): Promise<void> {
	console.log("\nPath validation, worst cases      ms   RSS MB  ended by")
	await row("200 CAs of one name", await mesh())
	await row("2 million name comparisons", await names())
}

async function row(label: string, run: () => Promise<string>): Promise<void> {
	const [before, start] = [process.memoryUsage().rss, performance.now()]
	const ended = await run()
	const ms = performance.now() - start
	const grown = (process.memoryUsage().rss - before) / 1_048_576
	console.log(`${label.padEnd(28)} ${ms.toFixed(0).padStart(7)} ${grown.toFixed(0).padStart(8)}  ${ended}`)
}

async function mesh(): Promise<() => Promise<string>> {
	const subject = "CN=Mesh"
	const first = await makeAuthority({ subject })
	const others = await Promise.all(
		Array.from({ length: 200 }, () => makeAuthority({ subject, issuer: first })),
	)
	const leaf = await makeCertificate({ subject: "O=leaf", issuer: first, eku: [usage.server] })
	return async () => {
		const found = await verifyProfile({
			profile: "openssl",
			leaf: leaf.der,
			intermediates: others.map(({ der }) => der),
			roots: [],
			at: Date.now(),
			usage: "server",
		})
		return found.reasons.map(({ rule }) => rule).join(", ")
	}
}

async function names(): Promise<() => Promise<string>> {
	const leaf = await makeCertificate({
		subject: "CN=leaf",
		names: Array.from({ length: 1_000 }, (_, index) => ({
			type: "dns" as const,
			value: `h${index}.example.test`,
		})),
	})
	const read = readCertificate(leaf.der)
	if (!read.ok) throw new Error(read.error.text)
	const make = (): NameConstraints => ({
		permitted: [],
		excluded: Array.from({ length: 1_000 }, (_, index) => ({ kind: "dns" as const, base: `x${index}.test` })),
	})
	const constraints = [make(), make(), make()]
	return async () => {
		const budget = new ComparisonBudget()
		return constraints.map((each) => budget.find(read.value, each, liveRules).kind).join(", ")
	}
}
