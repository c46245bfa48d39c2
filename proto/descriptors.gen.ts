// Made by scripts/proto.mjs from health.proto, lab-echo.proto, reflection-v1.proto, reflection-v1alpha.proto, spiffe-workload-api.proto. Do not edit: run `npm run proto`.
/** Every message and service of the .proto files in this folder: what `protobuf.Root.fromJSON` reads. */
export const descriptors: { readonly nested: Readonly<Record<string, object>> } = {
	"nested": {
		"grpc": {
			"nested": {
				"health": {
					"nested": {
						"v1": {
							"nested": {
								"Health": {
									"methods": {
										"Check": {
											"requestType": "HealthCheckRequest",
											"responseType": "HealthCheckResponse"
										},
										"Watch": {
											"requestType": "HealthCheckRequest",
											"responseType": "HealthCheckResponse",
											"responseStream": true
										},
										"List": {
											"requestType": "HealthListRequest",
											"responseType": "HealthListResponse"
										}
									}
								},
								"HealthCheckRequest": {
									"fields": {
										"service": {
											"type": "string",
											"id": 1
										}
									}
								},
								"HealthCheckResponse": {
									"fields": {
										"status": {
											"type": "ServingStatus",
											"id": 1
										}
									},
									"nested": {
										"ServingStatus": {
											"values": {
												"UNKNOWN": 0,
												"SERVING": 1,
												"NOT_SERVING": 2,
												"SERVICE_UNKNOWN": 3
											}
										}
									}
								},
								"HealthListRequest": {
									"fields": {}
								},
								"HealthListResponse": {
									"fields": {
										"statuses": {
											"keyType": "string",
											"type": "HealthCheckResponse",
											"id": 1
										}
									}
								}
							}
						}
					}
				},
				"reflection": {
					"nested": {
						"v1": {
							"nested": {
								"ServerReflection": {
									"methods": {
										"ServerReflectionInfo": {
											"requestType": "ServerReflectionRequest",
											"requestStream": true,
											"responseType": "ServerReflectionResponse",
											"responseStream": true
										}
									}
								},
								"ServerReflectionRequest": {
									"oneofs": {
										"messageRequest": {
											"oneof": [
												"fileByFilename",
												"fileContainingSymbol",
												"fileContainingExtension",
												"allExtensionNumbersOfType",
												"listServices"
											]
										}
									},
									"fields": {
										"host": {
											"type": "string",
											"id": 1
										},
										"fileByFilename": {
											"type": "string",
											"id": 3
										},
										"fileContainingSymbol": {
											"type": "string",
											"id": 4
										},
										"fileContainingExtension": {
											"type": "ExtensionRequest",
											"id": 5
										},
										"allExtensionNumbersOfType": {
											"type": "string",
											"id": 6
										},
										"listServices": {
											"type": "string",
											"id": 7
										}
									}
								},
								"ExtensionRequest": {
									"fields": {
										"containingType": {
											"type": "string",
											"id": 1
										},
										"extensionNumber": {
											"type": "int32",
											"id": 2
										}
									}
								},
								"ServerReflectionResponse": {
									"oneofs": {
										"messageResponse": {
											"oneof": [
												"fileDescriptorResponse",
												"allExtensionNumbersResponse",
												"listServicesResponse",
												"errorResponse"
											]
										}
									},
									"fields": {
										"validHost": {
											"type": "string",
											"id": 1
										},
										"originalRequest": {
											"type": "ServerReflectionRequest",
											"id": 2
										},
										"fileDescriptorResponse": {
											"type": "FileDescriptorResponse",
											"id": 4
										},
										"allExtensionNumbersResponse": {
											"type": "ExtensionNumberResponse",
											"id": 5
										},
										"listServicesResponse": {
											"type": "ListServiceResponse",
											"id": 6
										},
										"errorResponse": {
											"type": "ErrorResponse",
											"id": 7
										}
									}
								},
								"FileDescriptorResponse": {
									"fields": {
										"fileDescriptorProto": {
											"rule": "repeated",
											"type": "bytes",
											"id": 1
										}
									}
								},
								"ExtensionNumberResponse": {
									"fields": {
										"baseTypeName": {
											"type": "string",
											"id": 1
										},
										"extensionNumber": {
											"rule": "repeated",
											"type": "int32",
											"id": 2
										}
									}
								},
								"ListServiceResponse": {
									"fields": {
										"service": {
											"rule": "repeated",
											"type": "ServiceResponse",
											"id": 1
										}
									}
								},
								"ServiceResponse": {
									"fields": {
										"name": {
											"type": "string",
											"id": 1
										}
									}
								},
								"ErrorResponse": {
									"fields": {
										"errorCode": {
											"type": "int32",
											"id": 1
										},
										"errorMessage": {
											"type": "string",
											"id": 2
										}
									}
								}
							}
						},
						"v1alpha": {
							"nested": {
								"ServerReflection": {
									"methods": {
										"ServerReflectionInfo": {
											"requestType": "ServerReflectionRequest",
											"requestStream": true,
											"responseType": "ServerReflectionResponse",
											"responseStream": true
										}
									}
								},
								"ServerReflectionRequest": {
									"oneofs": {
										"messageRequest": {
											"oneof": [
												"fileByFilename",
												"fileContainingSymbol",
												"fileContainingExtension",
												"allExtensionNumbersOfType",
												"listServices"
											]
										}
									},
									"fields": {
										"host": {
											"type": "string",
											"id": 1
										},
										"fileByFilename": {
											"type": "string",
											"id": 3
										},
										"fileContainingSymbol": {
											"type": "string",
											"id": 4
										},
										"fileContainingExtension": {
											"type": "ExtensionRequest",
											"id": 5
										},
										"allExtensionNumbersOfType": {
											"type": "string",
											"id": 6
										},
										"listServices": {
											"type": "string",
											"id": 7
										}
									}
								},
								"ExtensionRequest": {
									"fields": {
										"containingType": {
											"type": "string",
											"id": 1
										},
										"extensionNumber": {
											"type": "int32",
											"id": 2
										}
									}
								},
								"ServerReflectionResponse": {
									"oneofs": {
										"messageResponse": {
											"oneof": [
												"fileDescriptorResponse",
												"allExtensionNumbersResponse",
												"listServicesResponse",
												"errorResponse"
											]
										}
									},
									"fields": {
										"validHost": {
											"type": "string",
											"id": 1
										},
										"originalRequest": {
											"type": "ServerReflectionRequest",
											"id": 2
										},
										"fileDescriptorResponse": {
											"type": "FileDescriptorResponse",
											"id": 4
										},
										"allExtensionNumbersResponse": {
											"type": "ExtensionNumberResponse",
											"id": 5
										},
										"listServicesResponse": {
											"type": "ListServiceResponse",
											"id": 6
										},
										"errorResponse": {
											"type": "ErrorResponse",
											"id": 7
										}
									}
								},
								"FileDescriptorResponse": {
									"fields": {
										"fileDescriptorProto": {
											"rule": "repeated",
											"type": "bytes",
											"id": 1
										}
									}
								},
								"ExtensionNumberResponse": {
									"fields": {
										"baseTypeName": {
											"type": "string",
											"id": 1
										},
										"extensionNumber": {
											"rule": "repeated",
											"type": "int32",
											"id": 2
										}
									}
								},
								"ListServiceResponse": {
									"fields": {
										"service": {
											"rule": "repeated",
											"type": "ServiceResponse",
											"id": 1
										}
									}
								},
								"ServiceResponse": {
									"fields": {
										"name": {
											"type": "string",
											"id": 1
										}
									}
								},
								"ErrorResponse": {
									"fields": {
										"errorCode": {
											"type": "int32",
											"id": 1
										},
										"errorMessage": {
											"type": "string",
											"id": 2
										}
									}
								}
							}
						}
					}
				}
			}
		},
		"countersign": {
			"nested": {
				"lab": {
					"nested": {
						"v1": {
							"nested": {
								"Echo": {
									"methods": {
										"Echo": {
											"requestType": "EchoRequest",
											"responseType": "EchoResponse"
										},
										"ServerStream": {
											"requestType": "EchoRequest",
											"responseType": "EchoResponse",
											"responseStream": true
										}
									}
								},
								"EchoRequest": {
									"fields": {
										"text": {
											"type": "string",
											"id": 1
										},
										"count": {
											"type": "uint32",
											"id": 2
										}
									}
								},
								"EchoResponse": {
									"fields": {
										"text": {
											"type": "string",
											"id": 1
										},
										"index": {
											"type": "uint32",
											"id": 2
										}
									}
								}
							}
						}
					}
				}
			}
		},
		"SpiffeWorkloadAPI": {
			"methods": {
				"FetchX509SVID": {
					"requestType": "X509SVIDRequest",
					"responseType": "X509SVIDResponse",
					"responseStream": true
				},
				"FetchX509Bundles": {
					"requestType": "X509BundlesRequest",
					"responseType": "X509BundlesResponse",
					"responseStream": true
				},
				"FetchJWTSVID": {
					"requestType": "JWTSVIDRequest",
					"responseType": "JWTSVIDResponse"
				},
				"FetchJWTBundles": {
					"requestType": "JWTBundlesRequest",
					"responseType": "JWTBundlesResponse",
					"responseStream": true
				},
				"ValidateJWTSVID": {
					"requestType": "ValidateJWTSVIDRequest",
					"responseType": "ValidateJWTSVIDResponse"
				}
			}
		},
		"X509SVIDRequest": {
			"fields": {}
		},
		"X509SVIDResponse": {
			"fields": {
				"svids": {
					"rule": "repeated",
					"type": "X509SVID",
					"id": 1
				},
				"crl": {
					"rule": "repeated",
					"type": "bytes",
					"id": 2
				},
				"federatedBundles": {
					"keyType": "string",
					"type": "bytes",
					"id": 3
				}
			}
		},
		"X509SVID": {
			"fields": {
				"spiffeId": {
					"type": "string",
					"id": 1
				},
				"x509Svid": {
					"type": "bytes",
					"id": 2
				},
				"x509SvidKey": {
					"type": "bytes",
					"id": 3
				},
				"bundle": {
					"type": "bytes",
					"id": 4
				},
				"hint": {
					"type": "string",
					"id": 5
				}
			}
		},
		"X509BundlesRequest": {
			"fields": {}
		},
		"X509BundlesResponse": {
			"fields": {
				"crl": {
					"rule": "repeated",
					"type": "bytes",
					"id": 1
				},
				"bundles": {
					"keyType": "string",
					"type": "bytes",
					"id": 2
				}
			}
		},
		"JWTSVIDRequest": {
			"fields": {
				"audience": {
					"rule": "repeated",
					"type": "string",
					"id": 1
				},
				"spiffeId": {
					"type": "string",
					"id": 2
				}
			}
		},
		"JWTSVIDResponse": {
			"fields": {
				"svids": {
					"rule": "repeated",
					"type": "JWTSVID",
					"id": 1
				}
			}
		},
		"JWTSVID": {
			"fields": {
				"spiffeId": {
					"type": "string",
					"id": 1
				},
				"svid": {
					"type": "string",
					"id": 2
				},
				"hint": {
					"type": "string",
					"id": 3
				}
			}
		},
		"JWTBundlesRequest": {
			"fields": {}
		},
		"JWTBundlesResponse": {
			"fields": {
				"bundles": {
					"keyType": "string",
					"type": "bytes",
					"id": 1
				}
			}
		},
		"ValidateJWTSVIDRequest": {
			"fields": {
				"audience": {
					"type": "string",
					"id": 1
				},
				"svid": {
					"type": "string",
					"id": 2
				}
			}
		},
		"ValidateJWTSVIDResponse": {
			"fields": {
				"spiffeId": {
					"type": "string",
					"id": 1
				},
				"claims": {
					"type": "google.protobuf.Struct",
					"id": 2
				}
			}
		},
		"google": {
			"nested": {
				"protobuf": {
					"nested": {
						"Struct": {
							"fields": {
								"fields": {
									"keyType": "string",
									"type": "Value",
									"id": 1
								}
							}
						},
						"Value": {
							"oneofs": {
								"kind": {
									"oneof": [
										"nullValue",
										"numberValue",
										"stringValue",
										"boolValue",
										"structValue",
										"listValue"
									]
								}
							},
							"fields": {
								"nullValue": {
									"type": "NullValue",
									"id": 1
								},
								"numberValue": {
									"type": "double",
									"id": 2
								},
								"stringValue": {
									"type": "string",
									"id": 3
								},
								"boolValue": {
									"type": "bool",
									"id": 4
								},
								"structValue": {
									"type": "Struct",
									"id": 5
								},
								"listValue": {
									"type": "ListValue",
									"id": 6
								}
							}
						},
						"NullValue": {
							"values": {
								"NULL_VALUE": 0
							}
						},
						"ListValue": {
							"fields": {
								"values": {
									"rule": "repeated",
									"type": "Value",
									"id": 1
								}
							}
						}
					}
				}
			}
		}
	}
}
