import { err, ok, type Result } from "#base/result"
import type { Secret } from "#base/secret"
import { trustedPem } from "#pki/authority-chain"
import type { FieldProblem } from "#pki/field-problem"
import { gatherPieces } from "#pki/gather-pieces"
import { type GrantTerms, grantRequest } from "#pki/grant-request"
import type { Signed } from "#pki/issue"
import type { LeftOut } from "#pki/request-wishes"
import { recordIssued } from "#store/issued"
import type { StoreFailure } from "#store/store-failure"
import { describeCertificate } from "#x509/describe"
import type { CertificateDescription } from "#x509/description"
import type { OperationContext } from "./context.ts"
import { type OpenAuthorityFailure, openKeptAuthority } from "./open-kept-authority.ts"

/** What is to be signed, by whom. */
export interface IssueFromAuthorityInput {
	/** SHA-256 of the kept CA's certificate. */
	readonly authority: string
	/** Opens the CA's key for this one issue, where it is encrypted. */
	readonly passphrase?: Secret<string>
	/** A certificate request, PEM or DER. Its private key stays where it was made. */
	readonly request: Uint8Array
	/** What the signer decides; see `GrantTerms`. */
	readonly terms: Pick<GrantTerms, "profile" | "lifetime" | "names" | "organization">
}

/** A certificate that a kept CA issued, and what it did not grant. */
export interface IssuedFromAuthority {
	readonly certificate: CertificateDescription
	/** Leaf and intermediates, root left out. */
	readonly chainPem: string
	/** What clients have to trust. */
	readonly caPem: string
	readonly leftOut: readonly LeftOut[]
	readonly advice: readonly string[]
}

/**
 * Signs a request with a kept CA. The CA's key is opened for this one signature. The certificate is handed out only
 * when the issue is in the audit log and in the list of what was issued.
 */
export async function issueFromAuthority(
	context: OperationContext,
	{ authority: sha256, passphrase, request, terms }: IssueFromAuthorityInput,
): Promise<Result<IssuedFromAuthority, OpenAuthorityFailure>> {
	const opened = await openKeptAuthority(context, sha256, passphrase)
	if (!opened.ok) return opened
	const der = await requestIn(request)
	if (!der.ok) return err({ kind: "problems", problems: der.error })
	const now = new Date(context.clock.now())
	const grant = await grantRequest(der.value, { ...terms, authority: opened.value, now })
	if (!grant.ok) return err({ kind: "problems", problems: grant.error })
	const { form, leftOut, advice, sign } = grant.value
	const signed = await sign()
	const recorded = await record(context, signed, sha256, form.profile)
	if (!recorded.ok) return recorded
	const { chainPem } = signed
	return ok({ certificate: recorded.value, chainPem, caPem: trustedPem(opened.value), leftOut, advice })
}

async function requestIn(bytes: Uint8Array): Promise<Result<Uint8Array, readonly FieldProblem[]>> {
	const pieces = await gatherPieces([bytes], undefined)
	if (!pieces.ok) return err(pieces.error.map(({ text }) => ({ field: "request", text })))
	const [first] = pieces.value.requests
	if (first !== undefined) return ok(first)
	return err([{ field: "request", text: "There is no certificate request in it. Give a CSR, PEM or DER." }])
}

async function record(
	context: OperationContext,
	signed: Signed,
	authority: string,
	profile: string,
): Promise<
	Result<CertificateDescription, StoreFailure | { kind: "problems"; problems: readonly FieldProblem[] }>
> {
	const described = await describeCertificate(signed.der)
	if (described.kind === "unreadable")
		return err({
			kind: "problems",
			problems: [{ field: "request", text: `What was signed cannot be read: ${described.problem}.` }],
		})
	const { sha256, serial, subject, notBefore, notAfter, sans, pem } = described.description
	const names = [...sans.dns, ...sans.ip, ...sans.uri, ...sans.email]
	const recorded = await recordIssued(
		context.store,
		{ sha256, serial, subject, names, notBefore, notAfter, authority, profile, pem },
		{ actor: context.actor, at: context.clock.now() },
	)
	return recorded.ok ? ok(described.description) : recorded
}
