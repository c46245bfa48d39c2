import { Secret } from "#base/secret"
import { certificateTitle } from "#components/run/chain-view"
import { inspectMany, type NamedInput } from "#pki/inspect/inspect-many"
import type { JoinedCertificate } from "#pki/inspect/joined"
import { materialBytesMax } from "#x509/formats/read-material"
import { fileFacts, keyFacts, lintFacts, requestFacts, revocationFacts, svidFacts } from "./given-facts.tsx"
import type { FoundCertificate, GivenFile, GivenInspection, InspectQuestion } from "./inspection.tsx"
import { judgeInspection } from "./inspection-words.tsx"

/**
 * Looks at everything that was given: what it is, whether it belongs together, and what is wrong with it. Nothing is
 * fetched and nothing leaves the caller; private keys are not in the result. `now` in milliseconds since 1970 UTC.
 */
export async function inspectGiven(
	files: readonly GivenFile[],
	question: InspectQuestion,
	now: number,
	password?: string,
): Promise<GivenInspection> {
	const { at = now, ...wish } = question
	const inputs = await Promise.all(files.map((file) => readInput(file, password)))
	const joined = await inspectMany(inputs, { at, wish })
	const { chain, inspections } = joined
	const facts = files.map((file, index) => fileFacts(file, inspections[index]))
	const problems = facts.flatMap((file) => file.problems)
	const certificates = joined.certificates.map((each) => found(each, files))
	const svid = chain === undefined ? undefined : svidFacts(chain.leaf)
	return judgeInspection(
		{
			files: facts,
			certificates,
			leaves: joined.leaves.map((leaf) => ({ sha256: leaf.sha256, title: titleOf(leaf) })),
			keys: joined.keys.map((key) => keyFacts(key, files)),
			requests: joined.requests.map((request) => requestFacts(request, files)),
			revocations: inspections.flatMap((each, index) => revocationFacts(each, files[index])),
			lints: joined.lints.map((lint) => lintFacts(lint, files, certificates)),
			needsPassword: problems.some(({ kind }) => kind === "password-missing"),
			isPasswordWrong: problems.some(({ kind }) => kind === "password-wrong"),
			...(chain === undefined ? {} : { chain }),
			...(svid === undefined ? {} : { svid }),
		},
		at,
	)
}

/** A file above the limit is cut one byte beyond it, so that the reader says so without reading it whole. */
async function readInput(
	{ name, blob, isTrusted }: GivenFile,
	password: string | undefined,
): Promise<NamedInput> {
	const bytes = new Uint8Array(await blob.slice(0, materialBytesMax + 1).arrayBuffer())
	return { name, bytes, isTrusted, ...(password === undefined ? {} : { password: new Secret(password) }) }
}

function found(certificate: JoinedCertificate, files: readonly GivenFile[]): FoundCertificate {
	const { sha256, input, isTrusted, observed } = certificate
	return { sha256, title: titleOf(certificate), file: files[input]?.name ?? "", isTrusted, observed }
}

function titleOf({ description }: JoinedCertificate): string {
	return description === undefined ? "a certificate that cannot be read" : certificateTitle(description)
}
