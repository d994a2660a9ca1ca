// Stock NSwag gives ids and moments classes of these names and then generates none, so that its code does not compile
// by itself. These are the cheapest that they can be, and read all that the replies of the benchmarks hold.
global using CreatedAt = long;
global using TaskId = string;
