/**
 * What all REST resources share: errors as problem+json, pages and sorting, conditional requests, JSON bodies with all
 * their errors reported at once, body limits, CSV downloads and the OpenAPI document. Every package with a resource may
 * use it; it depends on {@code database} only.
 */
@NullMarked
package io.nightdesk.rest;

import org.jspecify.annotations.NullMarked;
