/**
 * What all REST resources share: problem+json, paging, conditional requests, JSON with all faults at once, body
 * limits, the OpenAPI document. Knows no other room but {@code database} and {@code security}.
 */
@NullMarked
package io.nightdesk.rest;

import org.jspecify.annotations.NullMarked;
