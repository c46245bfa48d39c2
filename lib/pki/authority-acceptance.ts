import { verifyChain } from "#x509/path/verify-chain"
import { authorityChain } from "./authority-chain.ts"
import type { FieldProblem } from "./field-problem.ts"
import type { Authority } from "./issue.ts"

/**
 * Why path validation would not accept the CA itself below the highest certificate that is known above it: a signature
 * that does not hold or is weak, an extension that nobody knows. What it issues would fail for the same reason.
 */
export async function acceptanceProblem(authority: Authority, now: Date): Promise<FieldProblem | undefined> {
	const chain = authorityChain(authority).map(({ der }) => der)
	const top = chain.at(-1)
	if (top === undefined) return undefined
	const question = { chain, roots: [top], at: now.getTime(), usage: "any", trustSource: "given" } as const
	const { reasons } = await verifyChain(question)
	const [first] = reasons
	if (first === undefined) return undefined
	return {
		field: "authority",
		text: `Nobody would accept this CA, nor what it issues: ${first.text} Give another CA, or issue this one anew.`,
	}
}
