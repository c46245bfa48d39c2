import {
	badBytes,
	bareEnd,
	brokenSignature,
	expired,
	needsCertificate,
	noBundle,
	noHttp2,
	noIdentity,
	noName,
	noOverlap,
	notTls,
	noWorkloadApi,
	otherIdentity,
	otherKey,
	partSettings,
	refused,
	silence,
	unknownAuthority,
	unnamedFault,
	unnamedHandshake,
	versionsApart,
	weak,
	wrongName,
	wrongUse,
} from "../cause-lists.ts"
import type { SidedCauses } from "../matcher.ts"

import type { Idea } from "./lexicon.ts"

/** The causes that some ideas in one clause point to. */
export interface ConceptRule {
	/** Of each list, one idea must be there. */
	readonly all: readonly (readonly Idea[])[]
	readonly none?: readonly Idea[]
	readonly causes: SidedCauses
	readonly why: string
}

/** Ideas that point to a cause; the first rule that fits a clause counts. Data. */
export const conceptRules: readonly ConceptRule[] = [
	{
		all: [["credential"], ["exposed"], ["channel"]],
		causes: [["token-over-plaintext-refused", 0.95]],
		why: "The words say that credentials must not go over a channel without encryption.",
	},
	{
		all: [["certificate"], ["key"], ["match"], ["not"]],
		none: ["schema"],
		causes: otherKey,
		why: "The words say that certificate and key do not belong together.",
	},
	{
		all: [["certificate"], ["revoked"]],
		causes: [["revoked", 0.95]],
		why: "The words say that a certificate is revoked.",
	},
	{
		all: [["certificate", "authority", "bundle"], ["early"]],
		causes: [["not-yet-valid", 0.9]],
		why: "The words say that a certificate is not valid yet, or that clocks disagree.",
	},
	{
		all: [["certificate", "authority", "bundle"], ["expired"]],
		causes: expired,
		why: "The words say that a certificate has expired.",
	},
	{
		all: [["tls"], ["context"], ["not"]],
		none: ["late"],
		causes: [
			["bad-pem-or-key", 0.85],
			["partial-config", 0.7],
			["file-unreadable", 0.4],
		],
		why: "The words say that TLS could not be set up: a key, a certificate or a store was not taken.",
	},
	{
		all: [["tls", "certificate"], ["require"], ["settings"]],
		none: ["client", "read", "present"],
		causes: partSettings,
		why: "The words say that parts of the TLS settings are missing.",
	},
	{
		all: [["certificate", "key"], ["certificate", "key", "bundle"], ["tls"], ["not"], ["settings"]],
		none: ["read", "match", "trust"],
		causes: partSettings,
		why: "The words say that parts of TLS are set, and others are not.",
	},
	{
		all: [["certificate"], ["key"], ["require", "together"]],
		none: ["read", "match"],
		causes: partSettings,
		why: "The words say that certificate and key must be set together.",
	},
	{
		all: [["certificate"], ["key"], ["absent"], ["settings", "require"]],
		none: ["file", "read"],
		causes: partSettings,
		why: "The words say that certificate and key must be set together.",
	},
	{
		all: [["identity"], ["found"], ["not"]],
		causes: noIdentity,
		why: "The words say that there is no such identity for the workload.",
	},
	{
		all: [["spiffe"], ["not"], ["allow", "match"]],
		causes: otherIdentity,
		why: "The words say that this SPIFFE identity is not the one that is allowed.",
	},
	{
		all: [["workload"], ["not", "absent"]],
		causes: noWorkloadApi,
		why: "The words say that the Workload API did not serve.",
	},
	{
		all: [["certificate"], ["signature"], ["verify"], ["not"]],
		causes: brokenSignature,
		why: "The words say that a signature does not fit the key of the authority.",
	},
	{
		all: [["certificate"], ["verify"], ["not"], ["authority", "bundle"]],
		causes: unknownAuthority,
		why: "The words say that no authority that is trusted stands behind a certificate.",
	},
	{
		all: [["tls"], ["bundle"], ["absent"], ["settings"]],
		none: ["certificate"],
		causes: [
			["partial-config", 0.85],
			["trust-bundle-missing-or-stale", 0.7],
		],
		why: "The words say that the authorities to trust were not set.",
	},
	{
		all: [["certificate", "bundle"], ["empty"]],
		none: ["key"],
		causes: [
			["bad-pem-or-key", 0.85],
			["partial-config", 0.7],
			["client-cert-required", 0.3],
		],
		why: "The words say that there is no certificate where one should be.",
	},
	{
		all: [["certificate"], ["altName"], ["lack", "require"]],
		none: ["match"],
		causes: [
			["cn-only-no-san", 0.9],
			["hostname-mismatch", 0.4],
		],
		why: "The words say that the certificate has no subject alternative name.",
	},
	{
		all: [["bundle"], ["absent", "not"]],
		none: ["read", "untrusted"],
		causes: noBundle,
		why: "The words say that the authorities to trust are missing.",
	},
	{
		all: [["certificate"], ["name", "altName"], ["not"], ["allow", "trust"]],
		none: ["authority", "bundle", "verify"],
		causes: wrongName,
		why: "The words say that the certificate carries another name.",
	},
	{
		all: [
			["certificate", "authority", "tls"],
			["trust", "untrusted"],
			["not", "untrusted"],
		],
		causes: unknownAuthority,
		why: "The words say that the authority behind a certificate is not trusted.",
	},
	{
		all: [["certificate"], ["client"], ["absent"], ["present", "require"]],
		none: ["read"],
		causes: needsCertificate,
		why: "The words say that a client certificate is wanted and none came.",
	},
	{
		all: [["certificate"], ["client"], ["require"]],
		none: ["file", "read", "key"],
		causes: needsCertificate,
		why: "The words say that a client certificate is wanted.",
	},
	{
		all: [["use"], ["not", "absent"], ["certificate", "tls", "allow"]],
		causes: wrongUse,
		why: "The words say that the certificate is not meant for this side of TLS.",
	},
	{
		all: [["certificate", "tls"], ["name"], ["match"], ["not"]],
		causes: wrongName,
		why: "The words say that the certificate carries another name.",
	},
	{
		all: [["weak"], ["key", "certificate", "suite"], ["not", "weak"]],
		causes: weak,
		why: "The words name a signature or a key that is too weak.",
	},
	{
		all: [["intermediate"], ["not", "absent"], ["certificate", "present", "tls"]],
		causes: [
			["missing-intermediate", 0.9],
			["untrusted-issuer", 0.5],
		],
		why: "The words say that a link between the certificate and its root was not sent.",
	},
	{
		all: [["alpn"], ["agree"], ["not"]],
		causes: noHttp2,
		why: "The words say that HTTP/2 was not agreed on.",
	},
	{
		all: [["suite"], ["agree"], ["not"]],
		none: ["certificate"],
		causes: noOverlap,
		why: "The words say that the lists of algorithms do not overlap.",
	},
	{
		all: [["tls"], ["version"], ["agree"], ["not"]],
		causes: versionsApart,
		why: "The words say that the versions of TLS do not fit.",
	},
	{
		all: [["plaintext"], ["tls"]],
		causes: notTls,
		why: "The words say that one side speaks plaintext and the other TLS.",
	},
	{
		all: [["certificate", "key", "authority"], ["file"], ["absent"]],
		causes: [
			["file-unreadable", 0.85],
			["partial-config", 0.6],
		],
		why: "The words say that a file with a certificate or key is not there.",
	},
	{
		all: [["certificate", "key", "authority"], ["read"], ["not"]],
		causes: badBytes,
		why: "The words say that a key or a certificate could not be read.",
	},
	{
		all: [["identity"], ["issue"], ["not"]],
		causes: noIdentity,
		why: "The words say that the workload was given no identity.",
	},
	{
		all: [["tls"], ["ended"]],
		causes: bareEnd,
		why: "The words say that the connection ended in the handshake.",
	},
	{
		all: [["tls", "connect"], ["late"]],
		causes: silence,
		why: "The words say that nothing came back in time.",
	},
	{
		all: [["credential"], ["absent", "require"]],
		none: ["certificate", "key"],
		causes: [["token-missing-or-invalid", 0.9]],
		why: "The words say that the call came without a token.",
	},
	{
		all: [["resolve"], ["not"], ["name"]],
		none: ["certificate"],
		causes: noName,
		why: "The words say that a name was not resolved.",
	},
	{
		all: [["connect"], ["refusedWord"]],
		causes: refused,
		why: "The words say that nothing listens at the address.",
	},
	{
		all: [["tls"], ["not"], ["settings"]],
		none: ["certificate", "key"],
		causes: {
			client: [
				["tls-client-to-plaintext-server", 0.85],
				["partial-config", 0.6],
			],
			server: [["partial-config", 0.7]],
		},
		why: "The words say that TLS is not switched on at one of the sides.",
	},
	{
		all: [["certificate"], ["client"], ["match"], ["not"]],
		causes: [
			["client-cert-untrusted", 0.7],
			["permission-denied-authz", 0.5],
		],
		why: "The words say that the client's certificate is not the one that was wanted.",
	},
	{
		all: [["tls"], ["require"]],
		none: ["certificate", "key"],
		causes: {
			client: [
				["plaintext-client-to-tls-server", 0.8],
				["partial-config", 0.6],
			],
			server: [["plaintext-client-to-tls-server", 0.8]],
		},
		why: "The words say that TLS is wanted where plaintext came.",
	},
	{
		all: [["certificate"], ["verify"], ["not"]],
		causes: unnamedFault,
		why: "The words say that a certificate was not accepted, and not why.",
	},
	{
		all: [["identity"], ["absent"]],
		none: ["match", "allow", "trust", "read", "verify", "name", "use"],
		causes: noIdentity,
		why: "The words say that there is no identity for the workload.",
	},
	{
		all: [["certificate"], ["match", "changed"], ["not", "changed"]],
		none: ["schema"],
		causes: [
			["trust-bundle-missing-or-stale", 0.7],
			["untrusted-issuer", 0.6],
			["hostname-mismatch", 0.5],
		],
		why: "The words say that the certificate is another one than was expected.",
	},
	{
		all: [["certificate"], ["reject"]],
		none: ["schema"],
		causes: unnamedFault,
		why: "The words say that a certificate was not accepted, and not why.",
	},
	{
		all: [["tls"], ["not"]],
		causes: unnamedHandshake,
		why: "The words say that TLS failed, and not why.",
	},
]
