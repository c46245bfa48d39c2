import "reflect-metadata"
import { PublicKey } from "@peculiar/x509"
import { err, ok, type Result } from "#base/result"
import { authorityOf } from "#pki/authority"
import { trustedPem } from "#pki/authority-chain"
import type { CertificateForm } from "#pki/certificate-form"
import { crossSign } from "#pki/cross-sign"
import { type FaultId, faults } from "#pki/faults"
import type { FieldProblem } from "#pki/field-problem"
import type { OutputFormatId } from "#pki/formats/format-list"
import type { OutputFile } from "#pki/formats/output-file"
import { gatherPieces } from "#pki/gather-pieces"
import { type Grant, type GrantTerms, grantRequest } from "#pki/grant-request"
import { certifyKey, issueCertificate } from "#pki/issue"
import type { KeyAlgorithm } from "#pki/key-pair"
import { kitFiles, zipFiles } from "#pki/kit/kit-files"
import { type Kit, makeKit } from "#pki/kit/make-kit"
import { planCertificate } from "#pki/plan-certificate"
import { renewCertificate } from "#pki/renew"
import {
	bytesOf,
	chainOf,
	type HeldAuthority,
	rootsOf,
	type ShownCertificate,
	show,
	type WriteOptions,
	write,
} from "./workshop-materials.tsx"

/*
 * Everything that the workshop does with keys, in the page. Loaded when it is first needed. Keys are in the closures and
 * objects that these functions return, and in no request.
 */

/** A kit that was made. */
export interface MadeKit {
	readonly ca: HeldAuthority
	readonly server: ShownCertificate
	readonly client: ShownCertificate
	readonly algorithm: Exclude<KeyAlgorithm, "rsa1024">
	readonly lifetime: string
	readonly names: readonly string[]
	/** The zip, made when it is asked for. */
	readonly zip: () => Uint8Array
}

/** What a person asks for in three clicks. */
export interface KitWish {
	readonly names: readonly string[]
	readonly services: readonly string[]
	readonly keyAlgorithm: Exclude<KeyAlgorithm, "rsa1024">
	readonly lifetime: string
}

type Problems = readonly FieldProblem[]

/** Makes a CA, a server's and a client's certificate. */
export async function makeMutualTls(wish: KitWish): Promise<Result<MadeKit, Problems>> {
	const now = new Date()
	const made = await makeKit({ ...wish, now })
	if (!made.ok) return made
	const kit: Kit = made.value
	const [ca, server, client] = await Promise.all([
		show(kit.authority.der, []),
		show(kit.server.der, [kit.authority.der]),
		show(kit.client.der, [kit.authority.der]),
	])
	return ok({
		ca: { authority: kit.authority, shown: ca, key: kit.authorityKey },
		...{ server, client, names: kit.names, algorithm: wish.keyAlgorithm, lifetime: wish.lifetime },
		zip: () => zipFiles(kitFiles(kit), "mutual-tls", now),
	})
}

const refusedFaults = ["expired", "not-yet-valid", "wrong-eku"] as const

/** Certificates for keys that somebody else made: twins of a kit's server and client. PEM chains. */
export async function issueTwins(
	kit: MadeKit,
	keys: { readonly server: string; readonly client: string },
): Promise<
	Result<
		{
			readonly server: string
			readonly client: string
			/** For the client's key, wrong on purpose. */
			readonly refused: Partial<Record<(typeof refusedFaults)[number], string>>
			readonly ca: string
			readonly name: string
		},
		Problems
	>
> {
	const context = { authority: kit.ca.authority, now: new Date() }
	const base = { keyAlgorithm: kit.algorithm, lifetime: kit.lifetime }
	const [server, client] = await Promise.all([
		planCertificate({ ...base, profile: "server", names: kit.names }, context),
		planCertificate({ ...base, profile: "client", names: ["client"], commonName: "client" }, context),
	])
	if (!server.ok) return server
	if (!client.ok) return client
	const sign = async (spki: string, request: typeof server.value.request) =>
		(await certifyKey(new PublicKey(bytesOf(spki)), { ...request, authority: context.authority })).chainPem
	const refused: Partial<Record<(typeof refusedFaults)[number], string>> = {}
	for (const fault of refusedFaults) {
		const asked = { ...base, profile: "client", names: ["client"], commonName: "client", fault } as const
		const plan = await planCertificate(asked, context)
		// A CA that cannot issue such a one, for instance because it ends before tomorrow, leaves the row to a made-up one.
		if (plan.ok) refused[fault] = await sign(keys.client, plan.value.request)
	}
	const [name = "localhost"] = kit.names.filter((each) => !/[/@*]/.test(each))
	return ok({
		server: await sign(keys.server, server.value.request),
		client: await sign(keys.client, client.value.request),
		refused,
		ca: trustedPem(context.authority),
		name,
	})
}

/** A certificate that was issued by choice; `files` writes it in a format. */
export interface MadeCertificate {
	readonly shown: ShownCertificate
	readonly advice: readonly string[]
	readonly files: (
		format: OutputFormatId,
		options: WriteOptions,
	) => Promise<Result<readonly OutputFile[], FieldProblem>>
	/** When it is wrong on purpose: the rules that name the fault where it is used. */
	readonly caughtBy?: readonly string[]
	/** When it is a CA, it can issue in turn. */
	readonly authority?: HeldAuthority
}

/** Issues a certificate by choice. */
export async function issueByChoice(
	form: CertificateForm,
	issuer: HeldAuthority | undefined,
): Promise<Result<MadeCertificate, Problems>> {
	const now = new Date()
	const plan = await planCertificate(form, {
		now,
		...(issuer === undefined ? {} : { authority: issuer.authority }),
	})
	if (!plan.ok) return plan
	const issued = await issueCertificate(plan.value.request)
	const isCa = form.profile === "root" || form.profile === "intermediate"
	const above = issuer === undefined || form.profile === "root" ? [] : [issuer.authority.der]
	const shown = await show(issued.der, above)
	const authority = authorityOf(issued, form.profile === "root" ? undefined : issuer?.authority)
	const roots = form.profile === "root" ? [issued.der] : rootsOf(issuer)
	const chain = form.profile === "root" ? [] : chainOf(issued.chainPem)
	return ok({
		shown,
		advice: plan.value.advice,
		files: (format, options) => write({ chain, roots, key: issued.privateKeyPkcs8 }, format, options),
		...(form.fault === undefined ? {} : { caughtBy: rulesInUse(form.fault, form.profile) }),
		...(isCa ? { authority: { authority, shown, key: issued.privateKeyPkcs8 } } : {}),
	})
}

function rulesInUse(fault: FaultId, profile: CertificateForm["profile"]): readonly string[] {
	const rule = faults.find(({ id }) => id === fault)?.rule
	if (rule === undefined) return []
	const sides = profile === "server" || profile === "client" ? [rule[profile]] : [rule.server, rule.client]
	return [...new Set(sides)]
}

/** Reads a request and plans what to grant. */
export async function readRequestFile(
	file: Blob,
	terms: Omit<GrantTerms, "authority" | "now">,
	issuer: HeldAuthority,
): Promise<Result<Grant, Problems>> {
	const pieces = await gatherPieces([new Uint8Array(await file.arrayBuffer())], undefined)
	if (!pieces.ok) return pieces
	const [der] = pieces.value.requests
	if (der === undefined)
		return err([
			{
				field: "request",
				text: "There is no certificate request in it. Give a file that begins with -----BEGIN CERTIFICATE REQUEST-----.",
			},
		])
	return grantRequest(der, { ...terms, authority: issuer.authority, now: new Date() })
}

/** Signs what was planned. */
export async function signGrant(grant: Grant, issuer: HeldAuthority): Promise<MadeCertificate> {
	const signed = await grant.sign()
	return {
		shown: await show(signed.der, [issuer.authority.der]),
		advice: [],
		files: (format, options) =>
			write({ chain: chainOf(signed.chainPem), roots: rootsOf(issuer) }, format, options),
	}
}

/** Renews a leaf with a new key, or cross-signs another CA. */
export async function renewFile(
	file: Blob,
	issuer: HeldAuthority,
	how: "new-key" | "same-key" | "cross-sign",
): Promise<Result<MadeCertificate, Problems>> {
	const pieces = await gatherPieces([new Uint8Array(await file.arrayBuffer())], undefined)
	if (!pieces.ok) return pieces
	const [certificate] = pieces.value.certificates
	if (certificate === undefined)
		return err([
			{ field: "certificate", text: "There is no certificate in it. Give the certificate to renew." },
		])
	const asked = { certificate, authority: issuer.authority, now: new Date() }
	if (how === "cross-sign") {
		const crossed = await crossSign(asked)
		if (!crossed.ok) return crossed
		return ok({
			shown: await show(crossed.value.der, [issuer.authority.der]),
			advice: ["Serve it after the leaf until every client trusts the new CA, then leave it out."],
			files: (format, options) =>
				write({ chain: [crossed.value.der], roots: rootsOf(issuer) }, format, options),
		})
	}
	const renewed = await renewCertificate({ ...asked, keepsKey: how === "same-key" })
	if (!renewed.ok) return renewed
	const { der, chainPem, privateKeyPkcs8, advice } = renewed.value
	const key = privateKeyPkcs8 === undefined ? {} : { key: privateKeyPkcs8 }
	return ok({
		shown: await show(der, [issuer.authority.der]),
		advice,
		files: (format, options) =>
			write({ chain: chainOf(chainPem), roots: rootsOf(issuer), ...key }, format, options),
	})
}

/** Several files as one zip. */
export function zipOf(files: readonly OutputFile[], folder: string): Uint8Array {
	return zipFiles(files, folder, new Date())
}
