const meanings: ReadonlyMap<number, string> = new Map([
	[0, "The sender is done and closes in order."],
	[10, "A message came that does not belong here."],
	[20, "A record did not open: the bytes changed on the way or the keys differ."],
	[22, "A record was larger than allowed."],
	[40, "No common ground: ciphers, groups or signatures do not overlap, or a certificate is missing."],
	[42, "The certificate was refused without a closer reason."],
	[43, "The certificate is of a kind the peer does not take."],
	[44, "The certificate was revoked by its issuer."],
	[45, "The certificate has expired or is not valid yet."],
	[46, "The certificate was refused for another reason."],
	[47, "A field had a value that is not allowed."],
	[48, "The certificate's issuer is not among those the peer trusts."],
	[49, "The certificate is valid, but its holder may not connect."],
	[50, "A message could not be read: often no TLS at all."],
	[51, "A signature or check value was wrong."],
	[70, "No common TLS version."],
	[71, "The offered ciphers are too weak for the peer."],
	[80, "Something failed inside the peer."],
	[86, "The client fell back to an older version without need."],
	[90, "The user cancelled."],
	[109, "A required extension is missing."],
	[110, "An extension came that was not asked for."],
	[112, "The peer does not know the name in SNI."],
	[115, "The peer does not know the pre-shared key."],
	[116, "The server requires a client certificate and got none."],
	[120, "No common application protocol; gRPC needs h2."],
])

/** What an alert says in a plain sentence; undefined for those that say nothing more than their name. */
export function alertMeaning(code: number): string | undefined {
	return meanings.get(code)
}
