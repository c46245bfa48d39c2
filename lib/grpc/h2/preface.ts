/** The first 24 bytes of a client that speaks HTTP/2 (RFC 9113 section 3.4). */
export const http2Preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
