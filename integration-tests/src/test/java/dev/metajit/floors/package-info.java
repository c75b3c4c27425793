/** Rules about the source tree: which floor may use which, and how large files may be. */
package dev.metajit.floors;
