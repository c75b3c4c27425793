/** Many interpreters in many threads for a long time: does anything go wrong, or grow? */
package dev.metajit.soak;
