/**
 * What the resources of all rooms share: accounts and who may do what, problems, paging, entity tags, limits of bodies,
 * the API's document. Known by every room that has a resource; knows none of them but {@code database}.
 */
@NullMarked
package io.nightdesk.admin;

import org.jspecify.annotations.NullMarked;
