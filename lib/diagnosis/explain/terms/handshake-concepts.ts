import {
	badBytes,
	bareEnd,
	needsCertificate,
	noHttp2,
	noIdentity,
	noName,
	noOverlap,
	notTls,
	otherName,
	refused,
	silence,
	unnamedFault,
	unnamedHandshake,
	versionsApart,
	weak,
	wrongUse,
} from "../cause-lists.ts"
import type { ConceptRule } from "./concept.ts"

/** Ideas about the peer, its handshake and its network, tried after those about trust. Data. */
export const handshakeConcepts: readonly ConceptRule[] = [
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
		causes: otherName,
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
