-- All ways to put n queens on a board: tables and recursion.
local n = tonumber((...)) or 6

local columns, up, down = {}, {}, {}
local solutions = 0

local function place(row)
  if row > n then
    solutions = solutions + 1
    return
  end
  for column = 1, n do
    local u, d = row + column, row - column + n
    if not (columns[column] or up[u] or down[d]) then
      columns[column], up[u], down[d] = true, true, true
      place(row + 1)
      columns[column], up[u], down[d] = false, false, false
    end
  end
end

place(1)
print(solutions)
